import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SesameError } from '@/lib/errors';

/** One connection that speaks SQL: embedded or on a server. */
export interface SqlConnection {
  query(sql: string, parameters?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  /** Several statements at once, without parameters. */
  execute(sql: string): Promise<void>;
}

/** The advisory lock that Prisma Migrate takes, so that the two exclude each other. */
const MIGRATION_LOCK = 72_707_369;

// The table of Prisma Migrate, so that `prisma migrate status` and ours agree.
const MIGRATIONS_TABLE = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`;

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/**
 * Applies the migrations in `folder` that the database lacks, each in a transaction, under an advisory lock.
 * Returns the names applied. Throws `storage_damaged` when an applied migration is not the one in the folder, or was
 * left unfinished, and `storage_newer` when the folder lacks one that is applied.
 */
export async function migrate(connection: SqlConnection, folder: string): Promise<string[]> {
  await connection.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    await connection.execute(MIGRATIONS_TABLE);
    const { rows } = await connection.query(
      'SELECT "migration_name", "checksum", "finished_at" FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL',
    );
    const applied = new Map(rows.map((row) => [row.migration_name, row]));
    const migrations = await readMigrations(folder);
    refuseUnknown([...applied.keys()], migrations);
    const pending = migrations.filter((migration) => !isApplied(migration, applied));
    for (const migration of pending) await apply(connection, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await connection.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const bytes = await readFile(join(folder, name, 'migration.sql'));
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
    }),
  );
}

/** A database that a newer app has migrated may not be as this one expects it, even where it looks so. */
function refuseUnknown(applied: unknown[], migrations: Migration[]): void {
  const known = new Set<unknown>(migrations.map(({ name }) => name));
  const unknown = applied.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  const detail = `the database has migrations of a newer version (${unknown.join(', ')}): start that version, or restore a backup from before it`;
  throw new SesameError('storage_newer', { detail });
}

function isApplied(migration: Migration, applied: Map<unknown, Record<string, unknown>>): boolean {
  const row = applied.get(migration.name);
  if (!row) return false;
  if (!row.finished_at) {
    throw new SesameError('storage_damaged', { detail: `migration ${migration.name} was left unfinished` });
  }
  if (row.checksum !== migration.checksum) {
    throw new SesameError('storage_damaged', {
      detail: `migration ${migration.name} was changed after it was applied`,
    });
  }
  return true;
}

async function apply(connection: SqlConnection, migration: Migration): Promise<void> {
  await connection.execute('BEGIN');
  try {
    await connection.execute(migration.sql);
    await connection.query(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
       VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await connection.execute('COMMIT');
  } catch (cause) {
    await connection.execute('ROLLBACK');
    throw new SesameError('storage_damaged', { detail: `migration ${migration.name} failed`, cause });
  }
}
