import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SIDE } from '@/lib/face/tiny-detections';
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
  answer(): void {
    this.onmessage({
      data: { cells: new Float32Array(7 * 7 * 25).fill(-10), pixels: new Float32Array(3 * SIDE * SIDE) },
    });
  }
}

const context = {
  drawImage: () => undefined,
  getImageData: (_x: number, _y: number, width: number, height: number) => ({
    data: new Uint8ClampedArray(4 * width * height),
  }),
};

function begin(): { worker: FakeWorker; onLook: () => void; onEnd: () => void; stop: () => void } {
  const onLook = vi.fn<() => void>();
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
