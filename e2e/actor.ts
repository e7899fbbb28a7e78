import type { Page } from '@playwright/test';
import type { Side } from '@/lib/liveness/movement/head-turn';
import { SAMPLE_RATE } from '@/lib/media/audio';

/** How somebody before the camera answers what the page asks. */
export interface Part {
  /** Pictures of their head by degrees to their left. */
  head: readonly [degrees: number, url: string][];
  /** Of these the one in which they look into the camera. */
  rest: number;
  /** What they say when they read these digits, at 16 kHz. */
  say(digits: readonly number[]): Float32Array;
  /** Where they turn when they are asked to turn there; null where they do not. */
  turn?(towards: Side): Side | null;
  /** Whether they are flesh and blood, and sway; a picture does not. */
  sways?: boolean;
}

/**
 * Puts somebody before the page's camera and microphone who reads what it asks and does it: a canvas and a sound in place of devices, from
 * the next page on. A camera file cannot: what is asked is drawn when the capture begins.
 */
export async function act(
  page: Page,
  { head, rest, say, turn = (towards) => towards, sways = true }: Part,
): Promise<void> {
  await page.exposeFunction('partSay', (digits: number[]) => Array.from(say(digits)));
  await page.exposeFunction('partTurn', turn);
  await page.addInitScript(perform, { head, rest, sways, rate: SAMPLE_RATE });
}

interface Props {
  head: readonly [number, string][];
  rest: number;
  sways: boolean;
  rate: number;
}

/** Runs in the page. */
function perform({ head, rest, sways, rate }: Props): void {
  const { partSay, partTurn } = globalThis as unknown as {
    partSay(digits: number[]): Promise<number[]>;
    partTurn(towards: string): Promise<string | null>;
  };
  /** Degrees that are looked for, and those of now. */
  let [aim, yaw] = [rest, rest];
  let prompt = '';
  let hint = '';
  let sound: { context: AudioContext; out: MediaStreamAudioDestinationNode } | undefined;

  /** People take their time. */
  const REACTION_MS = 300;
  const LITTLE = 19;
  const MUCH = 36;
  const signOf = (side: string | null): number => (side === 'left' ? 1 : side === 'right' ? -1 : 0);

  function read(): void {
    const status = document.querySelector('.capture-screen [role=status]')?.textContent ?? '';
    if (status !== prompt) {
      prompt = status;
      void answer(status);
    }
    const said = document.querySelector('.capture-screen')?.textContent ?? '';
    const now = ['Turn a little further', 'Turn a little less'].find((words) => said.includes(words)) ?? '';
    if (now !== hint) {
      hint = now;
      if (hint) aim += Math.sign(aim - rest) * (hint.endsWith('further') ? 6 : -6);
    }
  }

  async function answer(question: string): Promise<void> {
    const [, little, towards] = /Turn your head (a little )?to the (left|right)/.exec(question) ?? [];
    const reaction = new Promise((resolve) => setTimeout(resolve, REACTION_MS));
    const side = towards && !little ? await partTurn(towards) : (towards ?? null);
    const digits = /^Say these digits\D*([\d ]+)$/.exec(question)?.[1];
    const samples = digits && Float32Array.from(await partSay(Array.from(digits.replaceAll(' ', ''), Number)));
    await reaction;
    aim = rest + signOf(side) * (little ? LITTLE : MUCH);
    if (samples) speak(samples);
  }

  function speak(samples: Float32Array<ArrayBuffer>): void {
    if (!sound) return;
    const buffer = sound.context.createBuffer(1, samples.length, rate);
    buffer.copyToChannel(samples, 0);
    const source = sound.context.createBufferSource();
    source.buffer = buffer;
    source.connect(sound.out);
    source.connect(echo(sound.context)).connect(sound.out);
    source.start();
  }

  /** Speech dies away in a room; without, it could as well run backwards. */
  function echo(context: AudioContext): ConvolverNode {
    const length = 0.3 * context.sampleRate;
    const decay = 0.08 * context.sampleRate;
    const walls = Float32Array.from({ length }, (_, i) => (Math.random() - 0.5) * Math.exp(-i / decay));
    const power = walls.reduce((sum, value) => sum + value ** 2, 0);
    const buffer = context.createBuffer(1, length, context.sampleRate);
    buffer.copyToChannel(
      walls.map((value) => (0.6 * value) / Math.sqrt(power)),
      0,
    );
    return new ConvolverNode(context, { buffer, disableNormalization: true });
  }

  async function microphone(): Promise<MediaStreamTrack[]> {
    const context = new AudioContext();
    const out = context.createMediaStreamDestination();
    // A room is never silent.
    const room = context.createBuffer(1, 2 * rate, rate);
    room.copyToChannel(
      Float32Array.from({ length: 2 * rate }, () => 0.0012 * (Math.random() - 0.5)),
      0,
    );
    const noise = context.createBufferSource();
    Object.assign(noise, { buffer: room, loop: true });
    noise.connect(out);
    noise.start();
    sound = { context, out };
    return out.stream.getAudioTracks();
  }

  async function camera(): Promise<MediaStreamTrack[]> {
    const pictures = await Promise.all(
      head.map(async ([degrees, url]) => {
        const image = new Image();
        image.src = url;
        await image.decode();
        return { degrees, image };
      }),
    );
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d');
    const phases = [0, 1, 2, 3].map(() => 2 * Math.PI * Math.random());
    const wander = (at: number, i: number): number =>
      0.6 * Math.sin(1.9 * at + (phases[i] ?? 0)) + 0.4 * Math.sin(3.1 * at + (phases[(i + 1) % 4] ?? 0));
    const draw = (): void => {
      const at = performance.now() / 1000;
      // Three quarters of a second to the side, 45 degrees a second.
      yaw += Math.max(-2.25, Math.min(2.25, aim - yaw));
      const nearest = pictures.reduce((best, other) =>
        Math.abs(other.degrees - yaw) < Math.abs(best.degrees - yaw) ? other : best,
      );
      const [across, down, near] = sways ? [5 * wander(at, 0), 4 * wander(at, 1), 0.01 * wander(at, 2)] : [0, 0, 0];
      const size = 1.04 + near;
      context?.drawImage(nearest.image, 320 - 320 * size + across, 240 - 240 * size + down, 640 * size, 480 * size);
    };
    draw();
    const [track] = canvas.captureStream(20).getVideoTracks();
    const timer = setInterval(() => (track?.readyState === 'live' ? draw() : clearInterval(timer)), 50);
    return track ? [track] : [];
  }

  navigator.mediaDevices.getUserMedia = async ({ video, audio } = {}) =>
    new MediaStream([...(video ? await camera() : []), ...(audio ? await microphone() : [])]);
  new MutationObserver(read).observe(document, { subtree: true, childList: true, characterData: true });
}
