import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { facePhoto, people } from '@/lib/testing/faces';
import { evaluateDetection } from './detection';
import { firstThen } from './detection-looks';
import { CAMERA, framedFace, framedPair, secondIn } from './framed-faces';

let folder: string;

/** Two photographs and a file that is none. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluate-detection-'));
  await writeFile(join(folder, 'ada.jpg'), await facePhoto(people.ada[0]));
  await writeFile(join(folder, 'berta.jpg'), await facePhoto(people.berta[0]));
  await writeFile(join(folder, 'broken.jpg'), 'no picture');
  await mkdir(join(folder, 'empty'));
});

afterEach(() => vi.restoreAllMocks());

afterAll(() => rm(folder, { recursive: true }));

describe('the evaluation of detection', () => {
  it('prints a row for each side and each pair of sides, and names what is no picture', async () => {
    const said: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const page = join(folder, 'page.md');
    const mark = (name: string): string =>
      `<!-- begin ${name}: made by a command, see --markdown -->\n<!-- end ${name} -->\n`;
    await writeFile(page, ['detection-sides', 'detection-framed', 'detection-second'].map(mark).join(''));
    await evaluateDetection(['--data', folder, '--sides', '320', '--markdown', page]);
    expect((await readFile(page, 'utf8')).match(/^\| 90 % \|/gm)).toHaveLength(2);
    const text = said.join('\n');
    for (const name of ['320', '512', 'in use', '320, then 512'])
      expect(text).toMatch(new RegExp(`^\\| ${name} \\| 100`, 'm'));
    expect(text).toContain('| 512 | 100.00 % | 0 | ');
    expect(text).toMatch(/^\| 90 % \| /m);
    expect(warned).toHaveBeenCalledExactlyOnceWith('broken.jpg: unsupported_media');
  }, 120_000);

  it.each([[[]], [['--data', 'x', '--sides', '320,wide']], [['--data', 'x', '--pictures', '0']], [['--unknown']]])(
    'refuses the arguments %j',
    async (args) => {
      await expect(evaluateDetection(args)).rejects.toThrow(TypeError);
    },
  );

  it('says that a folder has no pictures', async () => {
    await expect(evaluateDetection(['--data', join(folder, 'empty')])).rejects.toThrow('has no pictures');
  });
});

describe('a face framed anew', () => {
  /** White where the face is, black around it. */
  const box = { x: 40, y: 30, width: 20, height: 40 };
  const portrait = {
    box,
    frame: {
      width: 100,
      height: 100,
      data: Uint8Array.from({ length: 30_000 }, (_, i) => {
        const [x, y] = [Math.floor(i / 3) % 100, Math.floor(i / 300)];
        return x >= 40 && x < 60 && y >= 30 && y < 70 ? 255 : 0;
      }),
    },
  };
  const at = (data: Uint8Array, x: number, y: number): number => data[(y * CAMERA.width + x) * 3]!;

  it('fills the share of the height that it was asked to fill, and grey lies where the photograph ends', async () => {
    const { data } = await framedFace(portrait, 0.5);
    const column = Array.from({ length: CAMERA.height }, (_, y) => at(data, 320, y));
    expect(column.filter((value) => value > 200).length).toBeCloseTo(240, -1);
    expect(at(data, 320, 240)).toBe(255);
    expect(at(data, 2, 240)).toBe(128);
  });

  it('has another beside it that is half as wide', async () => {
    const { data } = await framedPair(portrait, portrait, 0.5);
    const white = Array.from({ length: CAMERA.width }, (_, x) => at(data, x, 240) > 200);
    expect(white.slice(0, 400).filter(Boolean).length).toBeCloseTo(120, -1);
    expect(white.slice(400).filter(Boolean).length).toBeCloseTo(60, -1);
    const first = white.lastIndexOf(true);
    expect(secondIn({ box: { x: first - 60, y: 0, width: 60, height: 120 } })).toBe(true);
    expect(secondIn({ box: { x: 150, y: 0, width: 120, height: 240 } })).toBe(false);
  });
});

it('takes the second look only where the first shows nobody, and counts its time', () => {
  const face = { box: { x: 0, y: 0, width: 1, height: 1 }, score: 1, landmarks: new Float32Array(136) };
  const [nobody, somebody] = [
    { faces: [], milliseconds: 20 },
    { faces: [face], milliseconds: 80 },
  ];
  expect(firstThen(nobody, somebody)).toEqual({ faces: [face], milliseconds: 100 });
  expect(firstThen(somebody, nobody)).toBe(somebody);
});
