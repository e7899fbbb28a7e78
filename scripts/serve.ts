import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import next from 'next';
import { ADDRESS_HEADER, clientAddress } from '@/lib/auth/address';
import { startUp } from '@/lib/auth/start-up';
import { isStreamPath, type StreamServer } from '@/lib/auth/stream/socket';
import type { Env } from '@/lib/env';
import { closeStorage } from '@/lib/storage/storage';
import { openStreams } from './streams';

/** The largest body that a page reads, in bytes: a log-in's capture, see `next.config.mjs`. */
const MAX_BODY_BYTES = 5 * 1024 * 1024;
/** Two recordings of ten minutes, in bytes; the routes know their own limits. */
const MAX_API_BODY_BYTES = 25 * 1024 * 1024;
/** A capture over a slow line; then the connection is closed, in milliseconds. */
const REQUEST_TIMEOUT_MS = 120_000;

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Starts the web server on the built app (or, with `dev`, on the sources) and returns the address it answers at. */
export async function serve(configuration: Env, dev: boolean): Promise<string> {
  const { HOST, PORT, TRUSTED_PROXIES } = configuration;
  process.env.NEXTAUTH_URL ??= `http://localhost:${PORT}`;
  // Before Next.js, so that a server which cannot open its storage or its models never listens. The pages find both on globalThis.
  await startUp();
  const streams = await openStreams(configuration, process.env.NEXTAUTH_URL);
  // Next.js listens for upgrades on the server it is given (in development, for hot reloading). It is given one that never
  // listens, and gets from us what is not a stream.
  const upgradesOfPages = createServer();
  const app = next({ dev, hostname: HOST, port: PORT, httpServer: upgradesOfPages });
  await app.prepare();
  const handle: Handle = app.getRequestHandler();
  const server = createServer((request, response) => {
    const forwardedFor = [request.headers['x-forwarded-for'] ?? []].flat().join(',');
    request.headers[ADDRESS_HEADER] = clientAddress(request.socket.remoteAddress, forwardedFor, TRUSTED_PROXIES);
    if (Number(request.headers['content-length'] ?? 0) > mostBytes(request.url)) refuseBody(response);
    else void handle(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    if (dev && !isStreamPath(request.url)) upgradesOfPages.emit('upgrade', request, socket, head);
    else streams.upgrade(request, socket, head);
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(PORT, HOST, resolve);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(server, streams, app));
  return process.env.NEXTAUTH_URL;
}

function mostBytes(path = ''): number {
  return path.startsWith('/api/v1/') ? MAX_API_BODY_BYTES : MAX_BODY_BYTES;
}

function refuseBody(response: ServerResponse): void {
  response.writeHead(413, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ ok: false, code: 'media_too_large' }));
}

async function stop(
  server: ReturnType<typeof createServer>,
  streams: StreamServer,
  app: ReturnType<typeof next>,
): Promise<void> {
  streams.close();
  server.close();
  server.closeAllConnections();
  await app.close();
  await closeStorage();
  process.exit(0);
}
