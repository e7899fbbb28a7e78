import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findModel, type ModelPin, modelsFolder, readManifest } from './manifest';
import { modelSession, modelSessions } from './model-session';
import { readPinned } from './pinned';

const FRAMES = 100;
let pin: ModelPin;
let folder: string;

/** As a SHA-256 in hexadecimal. */
async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

function someFeatures(): { feats: { data: Float32Array<ArrayBuffer>; shape: number[] } } {
  return { feats: { data: new Float32Array(FRAMES * 80).map((_, i) => Math.sin(i)), shape: [1, FRAMES, 80] } };
}

beforeAll(async () => {
  pin = findModel(await readManifest(), 'voice-embedding');
  folder = await mkdtemp(join(tmpdir(), 'session-'));
  await mkdir(join(folder, 'pulled'));
  await copyFile(join(modelsFolder(), pin.file), join(folder, pin.file));
});

afterAll(async () => {
  await (await modelSession(pin)).close();
  await rm(folder, { recursive: true });
});

describe('a session', () => {
  it('is opened once', async () => {
    expect(await modelSession(pin)).toBe(await modelSession(pin));
  });

  it('runs the model', async () => {
    const session = await modelSession(pin);
    const { embs } = await session.run(someFeatures());
    expect(embs?.shape).toEqual([1, pin.embeddingSize]);
    expect(embs?.data.every(Number.isFinite)).toBe(true);
  });

  it('keeps the event loop free while it runs', async () => {
    const session = await modelSession(pin);
    const frames = 6000;
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await session.run({ feats: { data: new Float32Array(frames * 80).fill(0.5), shape: [1, frames, 80] } });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it('survives an input of the wrong shape', async () => {
    const session = await modelSession(pin);
    const wrong = { feats: { data: new Float32Array(70), shape: [1, 1, 70] } };
    await expect(session.run(wrong)).rejects.toMatchObject({ code: 'internal' });
    expect((await session.run(someFeatures())).embs?.data).toHaveLength(pin.embeddingSize);
  });

  it('answers busy when too many jobs wait', async () => {
    const session = await modelSession(pin, { waiting: 2 });
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => session.run(someFeatures())));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(3);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'busy', retryAfterSeconds: 1 });
    await session.close();
  });

  it('gives every job its own answer when several threads work', async () => {
    const session = await modelSession(pin, { workers: 2 });
    const alone = await session.run(someFeatures());
    const other = (): ReturnType<typeof someFeatures> => ({
      feats: { data: new Float32Array(FRAMES * 80).map((_, i) => Math.cos(i / 7)), shape: [1, FRAMES, 80] },
    });
    const both = await Promise.all([session.run(someFeatures()), session.run(other()), session.run(someFeatures())]);
    expect(both[0]?.embs).toEqual(alone.embs);
    expect(both[2]?.embs).toEqual(alone.embs);
    expect(both[1]?.embs).not.toEqual(alone.embs);
    await session.close();
  });

  it('shares its thread and its queue with other models, and each gives its own answers', async () => {
    const { face } = await readManifest();
    const alone = (await (await modelSession(pin)).run(someFeatures())).embs;
    const { voice, landmarks } = await modelSessions({ voice: pin, landmarks: face.landmarks }, { waiting: 1 });
    const pixels = { data: new Float32Array(3 * 112 * 112).fill(128), shape: [1, 3, 112, 112] };
    const [first, second, third] = await Promise.allSettled([
      voice.run(someFeatures()),
      landmarks.run({ [face.landmarks.input]: pixels }),
      voice.run(someFeatures()),
    ]);
    expect(first).toMatchObject({ value: { embs: alone } });
    expect(second).toMatchObject({ value: { [face.landmarks.output]: { shape: [1, 136] } } });
    expect(third).toMatchObject({ reason: { code: 'busy' } });
    await voice.close();
    await expect(landmarks.run({})).rejects.toMatchObject({ code: 'internal' });
  });

  it('hands the memory of an input to the next', async () => {
    const session = await modelSession(pin);
    const { feats } = someFeatures();
    const { embs } = await session.run({ feats: { ...feats, data: feats.data.slice() } });
    const data = session.array(feats.data.length);
    expect(feats.data.length * 4).toBe(data.buffer.byteLength);
    expect(Array.from(data)).toEqual(Array.from(feats.data));
    expect((await session.run({ feats: { ...feats, data } })).embs).toEqual(embs);
  });

  it('fails the work of a thread that has ended, and is opened anew at the next call', async () => {
    const session = await modelSession(pin);
    await session.close();
    await expect(session.run(someFeatures())).rejects.toMatchObject({ code: 'internal' });
    expect((await (await modelSession(pin)).run(someFeatures())).embs?.data).toHaveLength(pin.embeddingSize);
  });

  it('refuses a file that lacks the input that its pin names', async () => {
    await expect(modelSession({ ...pin, input: 'waveform' })).rejects.toMatchObject({ code: 'model_invalid' });
  });

  it('refuses a file that matches its pin but is no model, and says so instead of crashing', async () => {
    const bytes = new Uint8Array(1000).fill(7);
    await writeFile(join(folder, 'noise.onnx'), bytes);
    const noise = { ...pin, file: 'noise.onnx', bytes: bytes.length, sha256: await hashOf(bytes) };
    await expect(modelSession(noise, { folder })).rejects.toMatchObject({ code: 'model_invalid' });
  });
});

describe('a pinned file', () => {
  it('is read when it matches', async () => {
    expect(await readPinned(folder, pin)).toHaveLength(pin.bytes);
  });

  it('is refused when one bit differs', async () => {
    const bytes = await readFile(join(folder, pin.file));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
    await writeFile(join(folder, 'changed.onnx'), bytes);
    await expect(readPinned(folder, { ...pin, file: 'changed.onnx' })).rejects.toThrow(
      /model_invalid.*changed\.onnx.*SHA-256.*git checkout -- models\/changed\.onnx/,
    );
  });

  it('is refused when it is cut short', async () => {
    await writeFile(join(folder, 'short.onnx'), (await readFile(join(folder, pin.file))).subarray(0, 1000));
    await expect(readPinned(folder, { ...pin, file: 'short.onnx' })).rejects.toThrow(/1000 bytes instead of/);
  });

  it('that was never pulled names the command', async () => {
    const missing = { ...pin, file: 'pulled/missing.onnx' };
    await expect(readPinned(folder, missing)).rejects.toThrow(/missing\.onnx.*npm run models:pull/);
  });
});
