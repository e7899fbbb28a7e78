import { byWidth, decodeTinyDetections, SIDE, type TrackedFace } from '@/lib/face/tiny-detections';
import { coverArea } from '@/lib/math/box';
import { median } from '@/lib/math/statistics';
import { FRAME_HEIGHT, FRAME_WIDTH } from '@/lib/media/capture-limits';
import type { Look } from './hints';
import { brightnessOf, movement, planes } from './look';

/** Ten looks a second at most, and three at least: with fewer, hints come too late to help. In milliseconds. */
const EVERY = 100;
const TOO_SLOW = 333;
/** What is said about a picture this old is no longer true. In milliseconds. */
const DEADLINE = 2000;
/** Looks whose median is judged; the first ones compile. */
const JUDGED = 7;

const PICTURE_HEIGHT = FRAME_HEIGHT / FRAME_WIDTH;
const ROWS = Math.round(SIDE * PICTURE_HEIGHT);

type Answer = { ready: true } | { failed: true } | { cells: Float32Array; pixels: Float32Array<ArrayBuffer> };

/**
 * Looks at the camera ten times a second, in a worker, one picture at a time, until the answer is called. Where there is no
 * WebAssembly, the tracker does not load, is too slow or leaves a look unanswered, nothing more is told: hints are a help, not a
 * condition. `onEnd` says so.
 */
export function trackFaces(video: HTMLVideoElement, onLook: (look: Look) => void, onEnd: () => void): () => void {
  if (typeof WebAssembly === 'undefined' || typeof Worker === 'undefined') return () => undefined;
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = ROWS;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return () => undefined;
  const worker = new Worker('/tracking/worker.mjs', { type: 'module' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pixels = new Float32Array(3 * SIDE * SIDE);
  let rgba = new Uint8ClampedArray();
  let faces: TrackedFace[] = [];
  let sentAt = 0;
  let times: number[] = [];

  const stop = (): void => {
    clearTimeout(timer);
    worker.terminate();
  };

  const giveUp = (): void => {
    stop();
    onEnd();
  };

  const look = (): void => {
    if (video.videoWidth === 0) {
      timer = setTimeout(look, EVERY);
      return;
    }
    const area = coverArea(video.videoWidth, video.videoHeight, FRAME_WIDTH, FRAME_HEIGHT);
    context.drawImage(video, area.x, area.y, area.width, area.height, 0, 0, SIDE, ROWS);
    rgba = context.getImageData(0, 0, SIDE, ROWS).data;
    planes(rgba, SIDE, pixels);
    sentAt = performance.now();
    worker.postMessage({ pixels, side: SIDE }, [pixels.buffer]);
    timer = setTimeout(giveUp, DEADLINE);
  };

  worker.onerror = giveUp;
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    clearTimeout(timer);
    if ('failed' in data) return giveUp();
    if ('ready' in data) return look();
    const took = performance.now() - sentAt;
    times = [...times, took].slice(-JUDGED);
    if (isTooSlow(times)) return giveUp();
    pixels = data.pixels;
    const found = decodeTinyDetections(data.cells, PICTURE_HEIGHT);
    const [largest] = byWidth(found);
    onLook({
      faces: found,
      brightness: brightnessOf(rgba, SIDE),
      ...(largest && { faceBrightness: brightnessOf(rgba, SIDE, largest) }),
      moved: movement(faces, found),
    });
    faces = found;
    timer = setTimeout(look, Math.max(0, EVERY - took));
  };
  return stop;
}

/** Whether half of the last looks took longer than hints can bear; never before there are enough of them. */
export function isTooSlow(times: readonly number[]): boolean {
  return times.length === JUDGED && median(times) > TOO_SLOW;
}
