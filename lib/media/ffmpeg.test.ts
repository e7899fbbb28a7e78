import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decodeWithFfmpeg, ffmpegArguments, ffmpegPrograms } from './ffmpeg';
import { fixture } from './fixtures/tone';
import { whole } from './fixtures/whole';
import { decodeSound } from './sound';

const recording = Uint8Array.of(1, 2, 3);

/** All that comes of it, as AAC. */
const decoded = (maxSeconds: number, programs: string[], timeLimit?: number) =>
  whole(decodeWithFfmpeg(recording, 'aac', maxSeconds, programs, timeLimit));

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('ffmpegArguments', () => {
  it('names the demuxer and allows no protocol but the pipe', () => {
    const args = ffmpegArguments('aac', 60);
    expect(args[args.indexOf('-protocol_whitelist') + 1]).toBe('pipe');
    expect(args.slice(args.indexOf('-f'), args.indexOf('-i') + 2)).toEqual(['-f', 'aac', '-i', 'pipe:0']);
    expect(args.at(-1)).toBe('pipe:1');
  });
});

describe('ffmpegPrograms', () => {
  it('tries the configured program first and the path last', () => {
    expect(ffmpegPrograms('/opt/ffmpeg/bin/ffmpeg')[0]).toBe('/opt/ffmpeg/bin/ffmpeg');
    expect(ffmpegPrograms().at(-1)).toBe('ffmpeg');
  });
});

describe('decodeWithFfmpeg', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'open-sesame-ffmpeg-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** A program in place of ffmpeg. */
  async function program(script: string): Promise<string> {
    const path = join(folder, 'program');
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
    return path;
  }

  it('takes mono samples from the first program that is there', async () => {
    const path = await program("cat > /dev/null; printf '\\000\\000\\000\\077\\000\\000\\200\\277'");
    const { samples, rate } = await decoded(60, [join(folder, 'missing'), path]);
    expect([...samples]).toEqual([0.5, -1]);
    expect(rate).toBe(16_000);
  });

  it('says what to install when there is none', async () => {
    const missing = decodeSound(fixture('tone-aac.mp4'), { ffmpeg: [join(folder, 'missing')] });
    await expect(missing).rejects.toMatchObject({
      code: 'decoder_missing',
      message: expect.stringContaining('ffmpeg'),
    });
  });

  it('takes a program that fails for a recording that is broken', async () => {
    await expect(decoded(60, [await program('exit 1')])).rejects.toMatchObject({
      code: 'undecodable_media',
    });
  });

  it('kills a program that does not end', async () => {
    await expect(decoded(60, [await program('exec sleep 60')], 50)).rejects.toMatchObject({
      code: 'undecodable_media',
    });
  });

  it('kills a program that gives more than there can be', async () => {
    const endless = await program('exec cat /dev/zero');
    await expect(decoded(1, [endless])).rejects.toMatchObject({ code: 'recording_too_long' });
  });

  it('kills a program whose output nobody wants any more', async () => {
    const pid = join(folder, 'pid');
    const endless = await program(`echo $$ > ${pid}; exec cat /dev/zero`);
    for await (const { samples } of decodeWithFfmpeg(recording, 'aac', 60, [endless])) {
      expect(samples.length).toBeGreaterThan(0);
      break;
    }
    const running = Number(await readFile(pid, 'utf8'));
    await expect.poll(() => isAlive(running)).toBe(false);
  });

  it('waits for whoever takes the output, and does not count that time', async () => {
    const path = await program('head -c 1000000 /dev/zero');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const pieces = decodeWithFfmpeg(recording, 'aac', 60, [path], 1_000);
    const first = await pieces.next();
    vi.advanceTimersByTime(5_000);
    vi.useRealTimers();
    expect(first.value.samples.length + (await whole(pieces)).samples.length).toBe(250_000);
  });

  it('hands over no more of the environment than the path', async () => {
    process.env.SESAME_TEST_SECRET = 'secret';
    const path = await program('test -z "$SESAME_TEST_SECRET" && test -n "$PATH" && head -c 4 /dev/zero');
    expect((await decoded(60, [path])).samples).toHaveLength(1);
    delete process.env.SESAME_TEST_SECRET;
  });

  it('tells too long a recording from just long enough', async () => {
    const seconds = (count: number) => program(`head -c ${count * 64_000} /dev/zero`);
    expect((await decoded(2, [await seconds(2)])).samples).toHaveLength(32_000);
    await expect(decoded(2, [await seconds(3)])).rejects.toMatchObject({
      code: 'recording_too_long',
    });
  });
});
