import type { ServerOptions } from 'node:http';

/** Open at once: pages, their bodies, and 256 streams. More are closed as they come. */
export const MAX_CONNECTIONS = 1024;

/** For `createServer`: the head of a request within ten seconds, all of it within the two minutes that a capture takes over a slow line. */
export const connectionTimes: Pick<ServerOptions, 'headersTimeout' | 'requestTimeout' | 'connectionsCheckingInterval'> =
  { headersTimeout: 10_000, requestTimeout: 120_000, connectionsCheckingInterval: 2_000 };
