import { SesameError } from '@/lib/errors';
import type { PrismaClient } from './generated/client';

/** When a database that went away may be back, in seconds. */
const RETRY_AFTER_SECONDS = 5;

/**
 * What Prisma, PostgreSQL (class 08, 53300, 57014, 57P0x) and Node.js call a database that cannot be reached, is starting or stopping, has no connection left, broke one off, or did not answer in time.
 */
const CODES =
  /^(P1001|P1002|P1008|P1017|P2024|P2028|P2037|08...|53300|57014|57P0[1-3]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;
/** Prisma's adapter says it in words. */
const KINDS = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/;
/** What the driver throws without a code. */
const MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error)/;

/** An error of Prisma, its adapter, the driver or a socket: each carries the one below in a place of its own. */
interface DatabaseError {
  code?: unknown;
  originalCode?: unknown;
  kind?: unknown;
  message?: unknown;
  cause?: unknown;
  meta?: { driverAdapterError?: unknown };
}

/** Whether this says that the database is away, rather than that something is wrong with what it was asked. */
export function saysUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, originalCode, kind, message, cause, meta } = error as DatabaseError;
  if (CODES.test(String(code)) || CODES.test(String(originalCode))) return true;
  if (KINDS.test(String(kind)) || MESSAGES.test(String(message))) return true;
  return saysUnavailable(cause) || saysUnavailable(meta?.driverAdapterError);
}

/** The same client, whose queries and transactions throw `unavailable` while the database is away. */
export function telling(prisma: PrismaClient): PrismaClient {
  const told = prisma.$extends({
    query: { $allOperations: ({ args, query }) => query(args).catch(tell) },
  });
  return new Proxy(told as unknown as PrismaClient, {
    get: (client, property, receiver) => {
      if (property !== '$transaction') return Reflect.get(client, property, receiver);
      return (...given: Parameters<PrismaClient['$transaction']>) => client.$transaction(...given).catch(tell);
    },
  });
}

/** Throws `unavailable` for an error that says so, and any other as it is. */
export function tell(error: unknown): never {
  if (!saysUnavailable(error)) throw error;
  const detail = 'the database cannot be reached';
  throw new SesameError('unavailable', { detail, retryAfterSeconds: RETRY_AFTER_SECONDS, cause: error });
}
