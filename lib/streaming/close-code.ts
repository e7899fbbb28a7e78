import { type ErrorCode, errorStatus } from '@/lib/errors';

/** Why a stream ended: its verdict is given, the server stops, or an error. */
export type StreamEnding = 'done' | 'server_stopping' | ErrorCode;

const standard: Partial<Record<StreamEnding, number>> = {
  done: 1000,
  server_stopping: 1001,
  media_too_large: 1009,
  busy: 1013,
};

/**
 * The WebSocket close code (RFC 6455, 7.4; the registry names 1013): a standard one where there is one, otherwise 1011 for
 * our own faults and 4000 plus the HTTP status of the error.
 */
export function closeCode(ending: StreamEnding): number {
  const known = standard[ending];
  if (known !== undefined || ending === 'done' || ending === 'server_stopping') return known ?? 1000;
  const status = errorStatus[ending];
  return status >= 500 ? 1011 : 4000 + status;
}
