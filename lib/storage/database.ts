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

/** How long a server is waited for, in milliseconds. */
export interface ServerPatience {
  /** For a connection, from the pool or new, until it can be asked. */
  connectMs: number;
  /** For the answer to one statement; the server is told to stop as well. What one process asks is done in milliseconds. */
  statementMs: number;
}

const PATIENCE: ServerPatience = { connectMs: 5_000, statementMs: 15_000 };

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
export async function openServer(
  connectionString: string,
  { connectMs, statementMs }: ServerPatience = PATIENCE,
): Promise<Database> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: connectMs });
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
  const adapter = new PrismaPg({
    connectionString,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    // For a server that does not stop by itself, because nothing reaches it.
    query_timeout: statementMs + connectMs,
  });
  const prisma = telling(new PrismaClient({ adapter }));
  return { prisma, close: () => prisma.$disconnect() };
}
