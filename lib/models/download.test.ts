import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download } from './download';

const whole = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, i) => (i * 2_654_435_761) >>> 24));
const pin = {
  file: 'pulled/model.onnx',
  bytes: whole.length,
  sha256: createHash('sha256').update(whole).digest('hex'),
};

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let base: string;
let folder: string;
let answers: Answer[];
let ranges: (string | undefined)[];
/** Breaks the connection that `beginning` left open. */
let cut: () => void;

/** Answers requests in turn; the last answer is repeated. */
beforeEach(async () => {
  answers = [];
  ranges = [];
  cut = () => {};
  let count = 0;
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    const answer = answers[Math.min(count++, answers.length - 1)] as Answer;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), 'download-'));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

const everything: Answer = (_, response) => void response.end(whole);

/** As a static file server does it. */
const ranged: Answer = (request, response) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from === 0) return void response.end(whole);
  response.writeHead(206, { 'content-range': `bytes ${from}-${whole.length - 1}/${whole.length}` });
  response.end(whole.subarray(from));
};

/** Sends the beginning and leaves the connection open. */
const beginning: Answer = (request, response) => {
  response.writeHead(200, { 'content-length': whole.length });
  response.write(whole.subarray(0, 100_000));
  cut = () => request.socket.destroy();
};

const status =
  (code: number): Answer =>
  (_, response) =>
    void response.writeHead(code).end('no');

const target = (): string => join(folder, pin.file);
const pull = (file: Partial<typeof pin> = {}, attempts = 4): Promise<string> =>
  download(
    folder,
    { ...pin, ...file, url: `${base}/model.onnx` },
    { attempts, onProgress: (received) => received === 100_000 && cut() },
  );

describe('a download', () => {
  it('is put in place when size and hash match', async () => {
    answers = [everything];
    expect(await pull()).toBe(target());
    expect(whole.equals(await readFile(target()))).toBe(true);
    expect(existsSync(`${target()}.part`)).toBe(false);
  });

  it('tells its progress to the end', async () => {
    answers = [everything];
    const seen: number[] = [];
    await download(
      folder,
      { ...pin, url: `${base}/m` },
      { onProgress: (received, total) => void seen.push(received / total) },
    );
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });

  it('follows a redirect', async () => {
    answers = [(_, response) => void response.writeHead(302, { location: `${base}/elsewhere` }).end(), everything];
    await pull();
    expect(whole.equals(await readFile(target()))).toBe(true);
  });

  it('goes on where the connection was cut', async () => {
    answers = [beginning, ranged];
    await pull();
    expect(ranges).toEqual([undefined, 'bytes=100000-']);
    expect(whole.equals(await readFile(target()))).toBe(true);
  });

  it('goes on where an earlier run ended', async () => {
    answers = [ranged];
    await mkdir(join(folder, 'pulled'));
    await writeFile(`${target()}.part`, whole.subarray(0, 200_000));
    await pull();
    expect(ranges).toEqual(['bytes=200000-']);
    expect(whole.equals(await readFile(target()))).toBe(true);
  });

  it('begins again where the server knows no ranges', async () => {
    answers = [everything];
    await mkdir(join(folder, 'pulled'));
    await writeFile(`${target()}.part`, whole.subarray(0, 200_000));
    await pull();
    expect(whole.equals(await readFile(target()))).toBe(true);
  });

  it('begins again where the server refuses the range', async () => {
    answers = [status(416), everything];
    await mkdir(join(folder, 'pulled'));
    await writeFile(`${target()}.part`, whole.subarray(0, 200_000));
    await pull();
    expect(ranges).toEqual(['bytes=200000-', undefined]);
    expect(whole.equals(await readFile(target()))).toBe(true);
  });

  it('tries again after a server error', async () => {
    answers = [status(503), everything];
    await pull();
    expect(whole.equals(await readFile(target()))).toBe(true);
  });

  it('goes through the proxy of the environment', async () => {
    answers = [everything];
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      const { port } = server.address() as AddressInfo;
      const upstream = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const before = process.env.http_proxy;
    process.env.http_proxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    try {
      await download(folder, { ...pin, url: 'http://models.test/model.onnx' });
    } finally {
      if (before === undefined) delete process.env.http_proxy;
      else process.env.http_proxy = before;
      proxy.closeAllConnections();
      proxy.close();
    }
    expect(asked).toEqual(['models.test:80']);
    expect(whole.equals(await readFile(target()))).toBe(true);
  });
});

describe('a mirror', () => {
  it('may be a base URL', async () => {
    const paths: (string | undefined)[] = [];
    answers = [
      (request, response) => {
        paths.push(request.url);
        response.end(whole);
      },
    ];
    await download(folder, { ...pin, url: 'https://models.invalid/x' }, { mirror: `${base}/models/` });
    expect(paths).toEqual(['/models/model.onnx']);
    expect(whole.equals(await readFile(target()))).toBe(true);
  });

  it('may be a folder', async () => {
    const mirror = join(folder, 'mirror');
    await mkdir(mirror);
    await writeFile(join(mirror, 'model.onnx'), whole);
    await download(folder, pin, { mirror });
    expect(whole.equals(await readFile(target()))).toBe(true);
  });

  it('is not trusted', async () => {
    const mirror = join(folder, 'mirror');
    await mkdir(mirror);
    await writeFile(join(mirror, 'model.onnx'), whole.subarray(1));
    await expect(download(folder, pin, { mirror })).rejects.toThrow(/bytes/);
    expect(existsSync(target())).toBe(false);
    expect(existsSync(`${target()}.part`)).toBe(false);
  });
});

describe('nothing is put in place', () => {
  it('when the bytes are wrong, and nothing is kept', async () => {
    const wrong = Buffer.from(whole);
    wrong[5] = (wrong[5] as number) ^ 1;
    answers = [(_, response) => void response.end(wrong)];
    await expect(pull()).rejects.toThrow(/SHA-256/);
    expect(existsSync(target())).toBe(false);
    expect(existsSync(`${target()}.part`)).toBe(false);
  });

  it('when a part of an earlier version was continued, and nothing is kept', async () => {
    answers = [ranged];
    await mkdir(join(folder, 'pulled'));
    await writeFile(`${target()}.part`, Buffer.alloc(1000));
    await expect(pull()).rejects.toThrow(/SHA-256/);
    expect(existsSync(`${target()}.part`)).toBe(false);
  });

  it('when more arrives than is pinned', async () => {
    answers = [everything];
    await expect(pull({ bytes: 1000 })).rejects.toThrow(/longer than the 1000 bytes/);
    expect(existsSync(target())).toBe(false);
  });

  it('when there is no such file, and it is not asked for again', async () => {
    answers = [status(404)];
    await expect(pull()).rejects.toThrow(/answered 404/);
    expect(ranges).toHaveLength(1);
    expect(existsSync(target())).toBe(false);
  });

  it('when the connection is cut every time, but the part is kept for the next run', async () => {
    answers = [beginning];
    await expect(pull({}, 1)).rejects.toThrow(/run it again to continue/);
    expect(existsSync(target())).toBe(false);
    answers = [ranged];
    await pull();
    expect(whole.equals(await readFile(target()))).toBe(true);
  });

  it('when nobody answers', async () => {
    const nowhere = { ...pin, url: 'http://127.0.0.1:9/model.onnx' };
    await expect(download(folder, nowhere, { attempts: 1 })).rejects.toThrow(/127\.0\.0\.1:9/);
    expect(existsSync(target())).toBe(false);
  });
});
