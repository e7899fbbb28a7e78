import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { AuthDeps } from '@/lib/auth/deps';
import { standingOf } from '@/lib/auth/standing';
import type { ErrorCode } from '@/lib/errors';
import { boundedQueue } from '@/lib/inference/queue';
import { keyId, recordAct } from '@/lib/storage/audit';
import { voiceCohort } from '@/lib/voice/model';
import type { Cohort } from '@/lib/voice/score';
import { type Caller, identifyCaller } from './caller';
import { type Claim, claimVoice } from './claim';
import { closeCode, type StreamEnding } from './close-code';
import type { ClientMessage } from './messages';
import { watchSession } from './session-watch';
import { CLOSE_TIMEOUT_MS, EMBEDDINGS_AT_ONCE, type StreamLimits, streamLimits } from './stream-limits';
import { openVoiceStream, type StreamPort, type VoiceStream } from './voice-stream';

const STREAM_PATH = '/api/v1/voice/stream';

/** Whether a request's URL is that of the streams. */
export function isStreamPath(url = ''): boolean {
  return url.split('?', 1)[0] === STREAM_PATH;
}

export interface StreamServerOptions {
  deps: Pick<AuthDeps, 'storage' | 'voiceModel' | 'policy' | 'now' | 'assurance' | 'liveness'>;
  /** The origins of the site's own pages. */
  origins: readonly string[];
  /** The message in a text frame; undefined for anything that is none. */
  parse(text: string): ClientMessage | undefined;
  /** Whether an Authorization header carries one of our keys. */
  isApiKey(authorization: string): boolean;
  limits?: StreamLimits;
}

export interface StreamServer {
  /** Takes the upgrade request of a stream over, and refuses one for any other path. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Who has a stream under way, by its socket, until that is closed. */
  callers: ReadonlyMap<WebSocket, Caller>;
  /** Ends all streams, and takes no new ones. */
  close(): void;
}

/** The WebSocket side of streaming verification, as docs/streaming.md tells it. */
export function streamServer(options: StreamServerOptions): StreamServer {
  const { deps, limits = streamLimits } = options;
  // Pings are answered by hand: a client that sends them and reads nothing must not fill our memory with pongs.
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    autoPong: false,
    maxPayload: limits.messageBytes,
  });
  const callers = new Map<WebSocket, Caller>();
  const running = new Set<VoiceStream>();
  const turns = boundedQueue(EMBEDDINGS_AT_ONCE, limits.streams);
  let cohort: Promise<Cohort | undefined> | undefined;
  let isClosed = false;

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A client that leaves before it is answered is no fault of ours.
    socket.on('error', () => socket.destroy());
    if (!isStreamPath(request.url)) {
      refuse(socket, 404, 'invalid_request');
      return;
    }
    const { storage, now } = deps;
    identifyCaller(request.headers, { ...options, storage, now, standing: (who) => standingOf(who, deps) })
      .then(async (caller) => {
        if ('status' in caller) {
          refuse(socket, caller.status, caller.code);
          return;
        }
        await recordStream(caller);
        server.handleUpgrade(request, socket, head, (client) => open(client, caller));
      })
      .catch((error: unknown) => {
        console.error('stream:', error);
        refuse(socket, 500, 'internal');
      });
  }

  /** Strangers write nothing: they could fill the table. */
  async function recordStream({ kind, id }: Caller): Promise<void> {
    const who = kind === 'person' ? { subject: kind, userId: id } : { subject: keyId(deps.storage, id) };
    await recordAct(deps.storage, { kind: 'stream', outcome: 'accept', ...who }, deps.now());
  }

  function open(client: WebSocket, caller: Caller): void {
    // What breaks a connection closes it, too.
    client.on('error', () => undefined);
    const refusal = refusalOf(caller);
    callers.set(client, caller);
    client.once('close', () => callers.delete(client));
    const port = portOf(client, limits);
    if (refusal) port.close(refusal);
    else listen(client, caller, port);
  }

  function listen(client: WebSocket, caller: Caller, port: StreamPort): void {
    const { voice } = deps.policy;
    const stream = openVoiceStream({
      port,
      limits,
      turns,
      voiceModel: deps.voiceModel,
      claim: (person, modelId) => claim(person, caller, modelId),
      threshold: { similarity: voice.minSimilarity, scale: voice.calibration.scale },
    });
    running.add(stream);
    const unwatch = watchSession(caller, limits.sessionCheckMs, stream.end);
    client.on('message', (data, isBinary) => {
      if (isBinary) stream.binary(data as Buffer);
      else stream.text(options.parse(textOf(data)));
    });
    client.on('ping', (data) => {
      if (client.bufferedAmount < limits.unreadBytes) client.pong(data);
    });
    client.once('close', () => {
      unwatch();
      stream.end('done');
      running.delete(stream);
    });
  }

  function refusalOf(caller: Caller): StreamEnding | undefined {
    if (isClosed) return 'server_stopping';
    if (callers.size >= limits.streams) return 'busy';
    const own = [...callers.values()].filter(({ id }) => id === caller.id).length;
    const most = caller.kind === 'service' ? limits.streamsPerService : limits.streamsPerPerson;
    return own >= most ? 'too_many_attempts' : undefined;
  }

  async function claim(person: string, caller: Caller, modelId: string): Promise<Claim> {
    cohort ??= voiceCohort(modelId);
    return claimVoice(person, caller, modelId, await cohort, deps.storage);
  }

  function close(): void {
    isClosed = true;
    for (const stream of running) stream.end('server_stopping');
  }

  return { upgrade, callers, close };
}

function portOf(client: WebSocket, { unreadBytes }: StreamLimits): StreamPort {
  return {
    send: (message) => {
      // The next partial says more than one that waits.
      if (client.bufferedAmount < unreadBytes) client.send(JSON.stringify(message));
    },
    pause: () => client.pause(),
    resume: () => client.resume(),
    close: (ending: StreamEnding) => {
      if (client.readyState === client.CLOSED) return;
      // So that the client's answer is read.
      client.resume();
      client.close(closeCode(ending), ending);
      const cutOff = setTimeout(() => client.terminate(), CLOSE_TIMEOUT_MS);
      client.once('close', () => clearTimeout(cutOff));
    },
  };
}

function textOf(data: RawData): string {
  return Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString();
}

const REASONS: Record<number, string> = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found' };

/** Answers an upgrade request in plain HTTP. */
function refuse(socket: Duplex, status: number, code: ErrorCode): void {
  const body = JSON.stringify({ ok: false, code });
  const head = [
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Internal Server Error'}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
