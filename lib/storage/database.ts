import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { PrismaClient } from './generated/client';
import { lockFolder } from './lock';
import { migrate } from './migrate';
import { tell, telling } from './unavailable';

export interface Database {
  prisma: PrismaClient;
  close(): Promise<void>;
}

/** How long a request waits for a connection to the server, in milliseconds. */
const CONNECT_MS = 5_000;

const migrationsFolder = (): string => join(process.cwd(), 'prisma', 'migrations');

/** Opens PostgreSQL embedded in `dataDir/postgres`, alone on it, migrated. Throws `storage_in_use`. */
export async function openEmbedded(dataDir: string): Promise<Database> {
  const folder = join(dataDir, 'postgres');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const release = await lockFolder(dataDir);
  try {
    const pglite = await PGlite.create(folder);
    await migrate(
      {
        query: (sql, parameters) => pglite.query(sql, parameters),
        execute: async (sql) => void (await pglite.exec(sql)),
      },
      migrationsFolder(),
    );
    const prisma = new PrismaClient({ adapter: new PrismaPGlite(pglite) });
    return {
      prisma,
      close: async () => {
        await prisma.$disconnect();
        await pglite.close();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Connects to a PostgreSQL server shared by any number of replicas, and migrates it. Throws `unavailable`. */
export async function openServer(connectionString: string): Promise<Database> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_MS });
  await client.connect().catch(tell);
  try {
    await migrate(
      {
        query: (sql, parameters) => client.query(sql, parameters),
        execute: async (sql) => void (await client.query(sql)),
      },
      migrationsFolder(),
    );
  } finally {
    await client.end();
  }
  const adapter = new PrismaPg({ connectionString, connectionTimeoutMillis: CONNECT_MS });
  const prisma = telling(new PrismaClient({ adapter }));
  return { prisma, close: () => prisma.$disconnect() };
}
