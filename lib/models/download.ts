import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { EnvHttpProxyAgent, fetch } from 'undici';
import type { PinnedFile } from '@/lib/inference/manifest';

/** A file that could not be had; the message says what happened and what remains. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
}

export interface DownloadOptions {
  /** A base URL, or a folder, that holds the files under their own names; instead of the pinned address. */
  mirror?: string | undefined;
  /** Called while bytes arrive. */
  onProgress?: (received: number, total: number) => void;
  /** How often a connection that breaks is taken up again. */
  attempts?: number;
}

const ATTEMPTS = 4;
/** Milliseconds without a byte before a connection counts as broken. */
const SILENCE = 30_000;

/**
 * Puts a pinned file into the models folder and returns its path. What arrives is kept in `FILE.part` until its size
 * and SHA-256 match, then renamed: the file itself is whole or absent. A part that an earlier run left is continued
 * with a Range request. Proxies come from HTTPS_PROXY, HTTP_PROXY and NO_PROXY.
 * Throws a DownloadError.
 */
export async function download(
  folder: string,
  pin: PinnedFile & { url?: string | undefined },
  options: DownloadOptions = {},
): Promise<string> {
  const target = join(folder, pin.file);
  const part = `${target}.part`;
  await mkdir(dirname(target), { recursive: true });
  const source = sourceOf(pin, options.mirror);
  if (/^https?:\/\//.test(source)) await fetchInto(part, source, pin, options);
  else await copyFile(source, part).catch((cause) => fail(`${source} cannot be read`, cause));
  await verify(part, pin, source);
  await rename(part, target);
  return target;
}

function sourceOf(pin: PinnedFile & { url?: string | undefined }, mirror: string | undefined): string {
  if (mirror && /^https?:\/\//.test(mirror)) return `${mirror.replace(/\/+$/, '')}/${basename(pin.file)}`;
  if (mirror) return join(mirror, basename(pin.file));
  return pin.url ?? fail(`${pin.file} has no address; it comes with the repository`);
}

async function fetchInto(part: string, url: string, pin: PinnedFile, options: DownloadOptions): Promise<void> {
  const { attempts = ATTEMPTS, onProgress } = options;
  const dispatcher = new EnvHttpProxyAgent({ bodyTimeout: SILENCE, headersTimeout: SILENCE });
  try {
    for (let attempt = 1; (await sizeOf(part)) < pin.bytes; attempt++) {
      try {
        await fetchOnce(part, url, pin, dispatcher, onProgress);
        if ((await sizeOf(part)) < pin.bytes) fail(`${url} ended early`);
      } catch (cause) {
        if (cause instanceof FinalError || attempt >= attempts) throw asDownloadError(url, cause);
      }
    }
  } finally {
    await dispatcher.close();
  }
}

/** An answer that asking again does not change. */
class FinalError extends DownloadError {}

async function fetchOnce(
  part: string,
  url: string,
  pin: PinnedFile,
  dispatcher: EnvHttpProxyAgent,
  onProgress: DownloadOptions['onProgress'],
): Promise<void> {
  const had = await sizeOf(part);
  const response = await fetch(url, { dispatcher, headers: had > 0 ? { range: `bytes=${had}-` } : {} });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    // A server that cannot continue is asked for the whole file.
    if (response.status === 416) return rm(part, { force: true });
    const message = `${url} answered ${response.status}`;
    throw response.status >= 500 || response.status === 429 ? new DownloadError(message) : new FinalError(message);
  }
  const continued = response.status === 206 && response.headers.get('content-range')?.startsWith(`bytes ${had}-`);
  let received = continued ? had : 0;
  const file = await open(part, continued ? 'a' : 'w');
  try {
    for await (const chunk of response.body) {
      received += chunk.length;
      if (received > pin.bytes) throw new FinalError(`${url} is longer than the ${pin.bytes} bytes of its pin`);
      // Chunk by chunk, so that whatever arrived before a cut can be continued.
      await file.write(chunk);
      onProgress?.(received, pin.bytes);
    }
  } finally {
    await file.close();
  }
}

async function verify(part: string, pin: PinnedFile, source: string): Promise<void> {
  const size = await sizeOf(part);
  const hash = createHash('sha256');
  await pipeline(createReadStream(part), hash);
  const found = hash.digest('hex');
  if (size === pin.bytes && found === pin.sha256) return;
  // What is wrong cannot be continued.
  await rm(part, { force: true });
  const problem = size === pin.bytes ? `has SHA-256 ${found}` : `has ${size} bytes`;
  fail(`${source} ${problem}, which is not what is pinned; nothing was kept`);
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function asDownloadError(url: string, cause: unknown): DownloadError {
  if (cause instanceof DownloadError) return cause;
  const { message, cause: deeper } = cause as Error;
  const reason = deeper instanceof Error ? deeper.message : message;
  return new DownloadError(`${url}: ${reason}; run it again to continue`, { cause });
}

function fail(message: string, cause?: unknown): never {
  throw new DownloadError(message, { cause });
}
