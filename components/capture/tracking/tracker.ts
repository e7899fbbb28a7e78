import { clipToFrame } from '@/lib/face/align';
import { placeLandmarks } from '@/lib/face/landmark-output';
import { byWidth, decodeTinyDetections, type TrackedFace } from '@/lib/face/tiny/detections';
import { LANDMARKS_SIDE, DETECTION_SIDE as SIDE } from '@/lib/face/tiny/networks';
import { type Box, coverArea } from '@/lib/math/box';
import { median } from '@/lib/math/statistics';
import { FRAME_HEIGHT, FRAME_WIDTH } from '@/lib/media/capture-limits';
import { cutFace } from './face-cut';
import type { Look } from './hints';
import { brightnessOf, movement } from './look';
import type { Answer, Question } from './worker';

/** Ten looks a second at most, and two or three at least: with fewer, hints come too late to help. In milliseconds. */
const EVERY = 100;
const TOO_SLOW = 390;
/** What is said about a picture this old is no longer true. In milliseconds. */
const DEADLINE = 2000;
/** Looks whose median is judged; the first ones compile. */
const JUDGED = 7;

const PICTURE_HEIGHT = FRAME_HEIGHT / FRAME_WIDTH;
const ROWS = Math.round(SIDE * PICTURE_HEIGHT);

function canvasOf(width: number, height: number): CanvasRenderingContext2D | null {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas.getContext('2d', { willReadFrequently: true });
}

/**
 * Looks at the camera ten times a second, in a worker, one picture at a time, until the answer is called: where faces are, and the
 * landmarks of the largest. Where there is no WebAssembly, the tracker does not load, is too slow or leaves a look unanswered, nothing
 * more is told: hints are a help, not a condition. `onEnd` says so.
 */
export function trackFaces(video: HTMLVideoElement, onLook: (look: Look) => void, onEnd: () => void): () => void {
  const [picture, small, cut] = [
    canvasOf(FRAME_WIDTH, FRAME_HEIGHT),
    canvasOf(SIDE, ROWS),
    canvasOf(LANDMARKS_SIDE, LANDMARKS_SIDE),
  ];
  if (typeof WebAssembly === 'undefined' || typeof Worker === 'undefined' || !picture || !small || !cut) {
    onEnd();
    return () => undefined;
  }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let faces: TrackedFace[] = [];
  /** The look under way. */
  let look: Look = { faces, brightness: 0, moved: 0, at: 0 };
  let box: Box = { x: 0, y: 0, width: 0, height: 0 };
  let times: number[] = [];

  const stop = (): void => {
    clearTimeout(timer);
    worker.terminate();
  };

  const giveUp = (): void => {
    stop();
    onEnd();
  };

  const ask = (question: Question): void => {
    worker.postMessage(question, [question.rgba.buffer]);
    timer = setTimeout(giveUp, DEADLINE);
  };

  const begin = (): void => {
    if (video.videoWidth === 0) {
      timer = setTimeout(begin, EVERY);
      return;
    }
    const area = coverArea(video.videoWidth, video.videoHeight, FRAME_WIDTH, FRAME_HEIGHT);
    picture.drawImage(video, area.x, area.y, area.width, area.height, 0, 0, FRAME_WIDTH, FRAME_HEIGHT);
    look = { ...look, at: performance.now() };
    small.drawImage(picture.canvas, 0, 0, SIDE, ROWS);
    ask({ network: 'detect', rgba: small.getImageData(0, 0, SIDE, ROWS).data });
  };

  const finish = (): void => {
    const took = performance.now() - look.at;
    times = [...times, took].slice(-JUDGED);
    if (isTooSlow(times)) giveUp();
    else {
      onLook(look);
      timer = setTimeout(begin, Math.max(0, EVERY - took));
    }
  };

  worker.onerror = giveUp;
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    clearTimeout(timer);
    if ('failed' in data) return giveUp();
    if ('ready' in data) return begin();
    if ('landmarks' in data) {
      look = { ...look, landmarks: placeLandmarks(data.landmarks, clipToFrame(box, FRAME_WIDTH, FRAME_HEIGHT), box) };
      return finish();
    }
    const { rgba } = data;
    const found = decodeTinyDetections(data.cells, PICTURE_HEIGHT);
    const [largest] = byWidth(found);
    const moved = movement(faces, found);
    faces = found;
    look = { faces, brightness: brightnessOf(rgba, SIDE), moved, at: look.at };
    if (!largest) return finish();
    look.faceBrightness = brightnessOf(rgba, SIDE, largest);
    box = inPixels(largest);
    const face = cutFace(picture.canvas, box, cut);
    if (face) ask({ network: 'locate', rgba: face });
    else finish();
  };
  return stop;
}

function inPixels({ x, y, width, height }: TrackedFace): Box {
  return { x: x * FRAME_WIDTH, y: y * FRAME_HEIGHT, width: width * FRAME_WIDTH, height: height * FRAME_HEIGHT };
}

/** Whether half of the last looks took longer than hints can bear; never before there are enough of them. */
export function isTooSlow(times: readonly number[]): boolean {
  return times.length === JUDGED && median(times) > TOO_SLOW;
}
