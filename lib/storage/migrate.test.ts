import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { migrate, type SqlConnection } from './migrate';

let root: string;
let folder: string;
let pglite: PGlite;
let connection: SqlConnection;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'open-sesame-migrate-'));
  await cp(join(inject('databaseTemplate'), 'postgres'), join(root, 'postgres'), { recursive: true });
  pglite = await PGlite.create(join(root, 'postgres'));
  connection = {
    query: (sql, parameters) => pglite.query(sql, parameters),
    execute: async (sql) => void (await pglite.exec(sql)),
  };
});
afterAll(async () => {
  await pglite.close();
  await rm(root, { recursive: true, force: true });
});

beforeEach(async () => {
  folder = await mkdtemp(join(root, 'migrations-'));
  await pglite.exec('DROP TABLE IF EXISTS "_prisma_migrations", one, two');
  await add('1_one', 'CREATE TABLE one (id INTEGER); CREATE TABLE two (id INTEGER);');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function add(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

describe('migrations', () => {
  it('are applied once, in order, and recorded as Prisma Migrate records them', async () => {
    await add('2_two', 'ALTER TABLE one ADD COLUMN name TEXT');
    expect(await migrate(connection, folder)).toEqual(['1_one', '2_two']);
    expect(await migrate(connection, folder)).toEqual([]);
    const { rows } = await pglite.query('SELECT migration_name, applied_steps_count, checksum FROM _prisma_migrations');
    expect(rows).toEqual([
      { migration_name: '1_one', applied_steps_count: 1, checksum: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { migration_name: '2_two', applied_steps_count: 1, checksum: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });

  it('leave nothing of one that fails, and go on once it is mended', async () => {
    await add('2_two', 'CREATE TABLE half (id INTEGER); SELECT * FROM nowhere;');
    await expect(migrate(connection, folder)).rejects.toMatchObject({ code: 'storage_damaged' });
    const { rows } = await pglite.query(`SELECT to_regclass('half') AS half`);
    expect(rows).toEqual([{ half: null }]);
    await add('2_two', 'ALTER TABLE one ADD COLUMN name TEXT');
    expect(await migrate(connection, folder)).toEqual(['2_two']);
  });

  it('refuse a file that was changed after it was applied', async () => {
    await migrate(connection, folder);
    await add('1_one', 'CREATE TABLE one (id TEXT)');
    await expect(migrate(connection, folder)).rejects.toThrow('changed after it was applied');
  });

  it('refuse a database that a newer version has migrated, and change nothing in it', async () => {
    await add('3_three', 'ALTER TABLE one ADD COLUMN name TEXT');
    await migrate(connection, folder);
    await rm(join(folder, '3_three'), { recursive: true });
    await add('2_two', 'DROP TABLE two');
    await expect(migrate(connection, folder)).rejects.toMatchObject({
      code: 'storage_newer',
      message: expect.stringContaining('3_three'),
    });
    const { rows } = await pglite.query(`SELECT to_regclass('two') AS two`);
    expect(rows).toEqual([{ two: 'two' }]);
  });

  it('go on where one that is unknown was rolled back', async () => {
    await add('3_three', 'ALTER TABLE one ADD COLUMN name TEXT');
    await migrate(connection, folder);
    await rm(join(folder, '3_three'), { recursive: true });
    await pglite.exec(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '3_three'`);
    expect(await migrate(connection, folder)).toEqual([]);
  });

  it('refuse a database in which another tool left one unfinished', async () => {
    await migrate(connection, folder);
    await pglite.exec('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrate(connection, folder)).rejects.toThrow('left unfinished');
  });
});
