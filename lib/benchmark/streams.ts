import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Result } from '@/lib/api/contract';
import { quantile } from '@/lib/math/statistics';
import { decodeSound } from '@/lib/media/sound';
import { type PartialMessage, partialMessageSchema } from '@/lib/streaming/messages';
import { actionClient } from '@/lib/testing/action-client';
import { ENROLLED, photo, recording, sentence } from '@/lib/testing/captures';
import { makeServerFolder, startServer } from '@/lib/testing/server';
import { type Inspector, inspect } from './inspector';

const SPEAKERS = ['slt', 'rms', 'awb', 'kal16'] as const;
const CHUNK_MS = 100;
const CHUNK_BYTES = 3_200;
const SETTLE_SECONDS = 15;

export interface StreamLoad {
  streams: number;
  /** Of speech in each, in real time. */
  seconds: number;
  rounds: number;
}

/**
 * Many streams at once against the real server, each to its end, 100 ms at a time: `report` gets a line on memory before and after, and
 * the figures of each round.
 */
export async function benchStreams(
  { streams, seconds, rounds }: StreamLoad,
  report: (...parts: unknown[]) => void,
): Promise<void> {
  const { folder, remove } = await makeServerFolder();
  // Two, because one may not have as many streams.
  const keys = [randomBytes(24).toString('hex'), randomBytes(24).toString('hex')] as const;
  const server = await startServer(folder, { API_KEYS: keys.join(','), NODE_OPTIONS: '--inspect=127.0.0.1:0' });
  try {
    const inspector = await inspect(server.output());
    const resident = (): Promise<number> => residentMegabytes(server.pid);
    const memory = async (when: string): Promise<void> =>
      report(
        `${when}: ${await settled(inspector, resident)} MB resident`,
        await inspector.evaluate('process.memoryUsage()'),
      );
    await enrol(server.url);
    const sounds = await Promise.all(SPEAKERS.map(loop));
    let opened = 0;
    const open: OpenStream = (sound, length) =>
      stream(server.url, opened++ % 2 === 0 ? keys[0] : keys[1], sound, length);
    // Long enough for the model to have seen its largest input: what it keeps for that is not a stream's.
    await Promise.all(sounds.map((sound) => open(sound, 20)));
    await memory('before');
    for (let round = 0; round < rounds; round++) {
      report(await measure(inspector, resident, open, sounds, { streams, seconds }));
      await memory('after');
    }
    inspector.close();
  } finally {
    await server.kill('SIGTERM');
    await remove();
  }
}

type OpenStream = (sound: Buffer, seconds: number) => Promise<Ended>;

function succeeded<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.code);
  return result as T;
}

async function enrol(url: string): Promise<void> {
  const client = await actionClient(url);
  const { attemptId } = succeeded(await client.startEnrolment({ name: 'ada', consent: true }));
  for (const index of [0, 1, 2]) succeeded(await client.takePhoto({ attemptId, index, photo: await photo('ada', 0) }));
  for (const [index, n] of ENROLLED.entries())
    succeeded(await client.recordVoice({ attemptId, index, recording: await sentence('slt', n) }));
  succeeded(await client.signUp({ attemptId }));
}

/** A sentence as PCM, to be sent over and over. */
async function loop(speaker: (typeof SPEAKERS)[number]): Promise<Buffer> {
  const audio = await decodeSound(await recording(speaker, 4));
  const whole = audio.length - (audio.length % (CHUNK_BYTES / 2));
  return Buffer.from(Int16Array.from(audio.subarray(0, whole), (value) => Math.round(value * 32_767)).buffer);
}

interface Ended {
  code: number;
  /** Milliseconds, of every partial while sound was sent. */
  partialsAt: number[];
  /** Milliseconds from the end of the sound to the last verdict. */
  verdictMs: number;
  last: PartialMessage | undefined;
  similarities: number;
}

async function stream(url: string, key: string, sound: Buffer, length: number): Promise<Ended> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/voice/stream`, {
    headers: { authorization: `Bearer ${key}` },
    perMessageDeflate: false,
  });
  const partialsAt: number[] = [];
  const similarities = new Set<number | null>();
  let last: PartialMessage | undefined;
  socket.on('message', (data) => {
    partialsAt.push(performance.now());
    last = partialMessageSchema.parse(JSON.parse(String(data)));
    similarities.add(last.similarity);
  });
  const closed = once(socket, 'close');
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'start', person: 'ada', encoding: 'pcm16', untilEnd: true }));
  const startedAt = performance.now();
  for (let sent = 0; sent < (length * 1_000) / CHUNK_MS && socket.readyState === socket.OPEN; sent++) {
    const at = (sent * CHUNK_BYTES) % sound.length;
    socket.send(sound.subarray(at, at + CHUNK_BYTES));
    await wait(Math.max(0, startedAt + (sent + 1) * CHUNK_MS - performance.now()));
  }
  const whileSending = [...partialsAt];
  const endedAt = performance.now();
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ type: 'end' }));
  const [code] = await closed;
  const verdictMs = performance.now() - endedAt;
  return { code, partialsAt: whileSending, verdictMs, last, similarities: similarities.size };
}

async function measure(
  inspector: Inspector,
  resident: () => Promise<number>,
  open: OpenStream,
  sounds: Buffer[],
  { streams: count, seconds }: Omit<StreamLoad, 'rounds'>,
): Promise<object> {
  await inspector.evaluate(
    `globalThis.delay = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 5 }); delay.enable(); globalThis.cpu = process.cpuUsage()`,
  );
  let most = 0;
  const watch = setInterval(() => void resident().then((megabytes) => (most = Math.max(most, megabytes))), 1_000);
  const startedAt = performance.now();
  const ended = await Promise.all(
    Array.from({ length: count }, async (_, i) => {
      // Not all in one moment.
      await wait((i * 1_000) / count);
      return open(sounds[i % sounds.length] as Buffer, seconds);
    }),
  );
  clearInterval(watch);
  const took = (performance.now() - startedAt) / 1_000;
  const used = await inspector.evaluate(
    `delay.disable(); cpu = process.cpuUsage(cpu); ({ processorSeconds: (cpu.user + cpu.system) / 1e6, eventLoopDelayMilliseconds: { p50: delay.percentile(50) / 1e6 - 5, p99: delay.percentile(99) / 1e6 - 5, most: delay.max / 1e6 - 5 } })`,
  );
  const rates = ended.map(({ partialsAt }) => partialsAt.length / seconds).sort((a, b) => a - b);
  const gaps = ended.flatMap(({ partialsAt }) => partialsAt.slice(1).map((at, i) => at - (partialsAt[i] as number)));
  gaps.sort((a, b) => a - b);
  const waits = ended.map(({ verdictMs }) => verdictMs).sort((a, b) => a - b);
  return {
    streams: count,
    seconds: took,
    mostResidentMegabytes: most,
    partialsPerSecondAndStream: { least: rates[0], median: quantile(rates, 0.5) },
    millisecondsBetweenPartials: { median: quantile(gaps, 0.5), p99: quantile(gaps, 0.99), most: gaps.at(-1) },
    millisecondsToLastVerdict: { median: quantile(waits, 0.5), most: waits.at(-1) },
    newSimilaritiesPerSecondAndStream: ended.reduce((sum, { similarities }) => sum + similarities, 0) / count / seconds,
    closed: tally(ended.map(({ code }) => code)),
    verdicts: tally(ended.map(({ last }, i) => `${SPEAKERS[i % SPEAKERS.length]} ${last?.verdict}`)),
    server: used,
  };
}

function tally(list: unknown[]): object {
  const names = [...new Set(list)].map(String).sort();
  return Object.fromEntries(names.map((name) => [name, list.filter((one) => String(one) === name).length]));
}

/** Megabytes, of the whole server process. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024);
}

/** Garbage is collected until nothing more is given back. */
async function settled(inspector: Inspector, resident: () => Promise<number>): Promise<number> {
  for (let second = 0; second < SETTLE_SECONDS; second++) {
    await inspector.collectGarbage();
    await wait(1_000);
  }
  return resident();
}
