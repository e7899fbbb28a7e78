import { createServer, type RequestListener } from 'node:http';
import { keyIn } from '@/lib/api/keys';
import type { Env } from '@/lib/env';
import { authDeps } from '@/lib/runtime/deps';
import { parseClientMessage } from '@/lib/streaming/messages';
import { type StreamServer, streamServer } from '@/lib/streaming/socket';
import { connectionTimes, MAX_CONNECTIONS } from './connections';
import type { PublicUrls } from './public-hosts';

/** Streaming verification for pages at `sites`, and on a port of its own where `WS_PORT` names one. */
export async function openStreams({ API_KEYS, HOST, WS_PORT }: Env, sites: PublicUrls): Promise<StreamServer> {
  const streams = streamServer({
    deps: await authDeps(),
    origins: sites.map((site) => new URL(site).origin),
    parse: parseClientMessage,
    isApiKey: (authorization) => keyIn(new Request(sites[0], { headers: { authorization } }), API_KEYS) !== undefined,
  });
  if (WS_PORT === undefined) return streams;
  const refuse: RequestListener = (_, response) => response.writeHead(426, { upgrade: 'websocket' }).end();
  const server = createServer(connectionTimes, refuse);
  server.maxConnections = MAX_CONNECTIONS;
  server.on('upgrade', streams.upgrade);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(WS_PORT, HOST, resolve);
  });
  const close = (): void => {
    server.close();
    server.closeAllConnections();
    streams.close();
  };
  return { ...streams, close };
}
