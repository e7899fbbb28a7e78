import { clamp } from '@/lib/math/statistics';

/** The root mean square of samples in [-1, 1]; 0 for none. */
export function rootMeanSquare(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}

/** The quietest and the loudest level that the meter tells apart, in dB of full scale: a still room and a close voice. */
const QUIET_DB = -55;
const LOUD_DB = -12;

/** A root mean square as a place on the meter, in [0, 1], even in dB as hearing is. */
export function meterLevel(rms: number): number {
  if (!(rms > 0)) return 0;
  const decibels = 20 * Math.log10(rms);
  return clamp((decibels - QUIET_DB) / (LOUD_DB - QUIET_DB), 0, 1);
}

/** `count` values that follow `levels`: the loudest of each of `count` equal parts. Fewer where there are fewer. */
export function outline(levels: readonly number[], count: number): number[] {
  const size = Math.max(1, levels.length / count);
  const parts = Math.min(count, levels.length);
  return Array.from({ length: parts }, (_, i) =>
    Math.max(...levels.slice(Math.floor(i * size), Math.floor((i + 1) * size))),
  );
}

/** Calls `onLevel` with the meter's place in [0, 1] once per picture of the screen; the answer stops it. */
export function watchLevel(stream: MediaStream, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  // Where the page is not allowed to start sound by itself the context waits; it needs no loudspeaker, only this push.
  void context.resume().catch(() => undefined);
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let request = requestAnimationFrame(function measure() {
    analyser.getFloatTimeDomainData(samples);
    onLevel(meterLevel(rootMeanSquare(samples)));
    request = requestAnimationFrame(measure);
  });
  return () => {
    cancelAnimationFrame(request);
    source.disconnect();
    void context.close().catch(() => undefined);
  };
}
