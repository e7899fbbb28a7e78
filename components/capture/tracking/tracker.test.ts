import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest';
import type { Look } from './hints';
import { trackFaces } from './tracker';

/** A browser's worker, as far as the tracker knows it; it answers only when told to. */
class FakeWorker {
  static latest: FakeWorker;
  onmessage: (event: { data: unknown }) => void = () => undefined;
  asked = 0;
  ended = false;
  constructor() {
    FakeWorker.latest = this;
  }
  postMessage(): void {
    this.asked++;
  }
  terminate(): void {
    this.ended = true;
  }
  answer(cells = new Float32Array(7 * 7 * 25).fill(-10)): void {
    this.onmessage({ data: { cells, rgba: new Uint8ClampedArray(4 * 224 * 168) } });
  }
  answerLandmarks(): void {
    this.onmessage({ data: { landmarks: new Float32Array(136).fill(0.5) } });
  }
}

const context = {
  drawImage: () => undefined,
  fillRect: () => undefined,
  getImageData: (_x: number, _y: number, width: number, height: number) => ({
    data: new Uint8ClampedArray(4 * width * height),
  }),
};

function begin(): { worker: FakeWorker; onLook: Mock<(look: Look) => void>; onEnd: () => void; stop: () => void } {
  const onLook = vi.fn<(look: Look) => void>();
  const onEnd = vi.fn<() => void>();
  const stop = trackFaces({ videoWidth: 640, videoHeight: 480 } as HTMLVideoElement, onLook, onEnd);
  const worker = FakeWorker.latest;
  worker.onmessage({ data: { ready: true } });
  return { worker, onLook, onEnd, stop };
}

describe('the tracker’s worker', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('Worker', FakeWorker);
    vi.stubGlobal('document', { createElement: () => ({ getContext: () => context }) });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('that answers is asked again and again', () => {
    const { worker, onLook, onEnd } = begin();
    for (let i = 0; i < 30; i++) {
      worker.answer();
      vi.advanceTimersByTime(100);
    }
    expect(onLook).toHaveBeenCalledTimes(30);
    expect(worker).toMatchObject({ asked: 31, ended: false });
    expect(onEnd).not.toHaveBeenCalled();
  });

  it('is asked for the landmarks of a face that it found, and a look has both', () => {
    const { worker, onLook } = begin();
    const cells = new Float32Array(7 * 7 * 25).fill(-10);
    cells.set([0, 0, 0, 0, 8], 24 * 25 + 2 * 5);
    worker.answer(cells);
    expect(onLook).not.toHaveBeenCalled();
    worker.answerLandmarks();
    const [look] = onLook.mock.lastCall!;
    expect(look.faces).toHaveLength(1);
    expect(look.landmarks).toHaveLength(136);
    // The middle of a box in the middle of the picture.
    expect([look.landmarks![0], look.landmarks![1]]).toEqual([expect.closeTo(320, -1), expect.closeTo(320, -1)]);
    vi.advanceTimersByTime(100);
    expect(worker.asked).toBe(3);
    worker.answer();
    expect(onLook.mock.lastCall![0]).not.toHaveProperty('landmarks');
  });

  it('that never answers is ended after two seconds, and the page told', () => {
    const { worker, onLook, onEnd } = begin();
    vi.advanceTimersByTime(1999);
    expect(worker.ended).toBe(false);
    vi.advanceTimersByTime(1);
    expect(worker.ended).toBe(true);
    expect(onEnd).toHaveBeenCalledTimes(1);
    expect(onLook).not.toHaveBeenCalled();
  });

  it('that hangs after an answer is ended too, and not asked again', () => {
    const { worker, onEnd } = begin();
    worker.answer();
    vi.advanceTimersByTime(60_000);
    expect(worker).toMatchObject({ asked: 2, ended: true });
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  it('stopped while it is asked ends in silence', () => {
    const { worker, onEnd, stop } = begin();
    stop();
    vi.advanceTimersByTime(60_000);
    expect(worker.ended).toBe(true);
    expect(onEnd).not.toHaveBeenCalled();
  });
});
