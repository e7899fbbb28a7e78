import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import next from 'next';
import type { NoticeWriter } from '@/lib/auth/email/notices';
import type { Env } from '@/lib/env';
import { admissionIdle } from '@/lib/runtime/deps';
import { startUp } from '@/lib/runtime/start-up';
import { derivedKey } from '@/lib/storage/keys/derived-key';
import { closeStorage, storage } from '@/lib/storage/storage';
import { isStreamPath, type StreamServer } from '@/lib/streaming/socket';
import { actionBody } from './action-body';
import { watchBodies } from './bodies';
import { connectionTimes, MAX_CONNECTIONS } from './connections';
import { isForUs, passGate } from './gate';
import { outliveLogs } from './outlive-logs';
import { publicUrlsOf } from './public-hosts';
import { openStreams } from './streams';

/** How long a stop waits for requests and captures under way, in milliseconds: containers are killed ten seconds after SIGTERM. */
const DRAIN_MS = 8_000;

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface RunningServer {
  address: string;
  /** Answers what is under way, and closes everything. */
  stop(): Promise<void>;
}

/** Starts the web server on the built app or, with `dev`, on the sources; `write` writes the letters that nobody's request asks for. */
export async function serve(configuration: Env, dev: boolean, write: NoticeWriter): Promise<RunningServer> {
  const { HOST, PORT, TRUSTED_PROXIES } = configuration;
  const publicUrls = publicUrlsOf(configuration);
  const site = publicUrls[0];
  const gate = { publicUrls, trustedProxies: TRUSTED_PROXIES, withPolicy: !dev };
  outliveLogs();
  // The server is where next-auth reads it.
  process.env.NEXTAUTH_URL = site;
  // Before Next.js, so that a server which cannot open its storage or its models never listens. The pages find both on globalThis.
  await startUp(write);
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ??= await actionKey();
  const streams = await openStreams(configuration, publicUrls);
  // Next.js listens for upgrades on the server it is given (in development, for hot reloading). It is given one that never
  // listens, and gets from us what is not a stream.
  const upgradesOfPages = createServer();
  const app = next({ dev, hostname: HOST, port: PORT, httpServer: upgradesOfPages });
  await app.prepare();
  const handle: Handle = app.getRequestHandler();
  const underWay = new Set<ServerResponse>();
  const bodies = watchBodies();
  const server = createServer(connectionTimes, (request, response) => {
    if (!passGate(request, response, gate)) return;
    const readable = actionBody(request, response);
    if (!bodies.admit(request, response)) return;
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
    void readable.then((isForPage) => (isForPage ? handle(request, response) : undefined));
  });
  server.on('upgrade', (request, socket, head) => {
    if (!isForUs(request.headers, gate)) socket.end('HTTP/1.1 421 Misdirected Request\r\nConnection: close\r\n\r\n');
    else if (dev && !isStreamPath(request.url)) upgradesOfPages.emit('upgrade', request, socket, head);
    else streams.upgrade(request, socket, head);
  });
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(PORT, HOST, resolve);
  });
  return { address: site, stop: () => stop(server, underWay, streams, app) };
}

/** The key of what server actions carry through the browser, in base64: the same on all replicas. */
async function actionKey(): Promise<string> {
  const { sessionSecret } = await storage();
  return Buffer.from(derivedKey(sessionSecret, 'server actions')).toString('base64');
}

async function stop(
  server: ReturnType<typeof createServer>,
  underWay: ReadonlySet<ServerResponse>,
  streams: StreamServer,
  app: ReturnType<typeof next>,
): Promise<void> {
  streams.close();
  server.close();
  const answered = [...underWay].map((response) => once(response, 'close'));
  // What is under way may finish, so that it is answered, and removes its captures itself even when nobody listens any more.
  await Promise.race([Promise.all([...answered, admissionIdle()]), delay(DRAIN_MS)]);
  server.closeAllConnections();
  await app.close();
  await closeStorage();
}
