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
const SILENCE_DB = -100;

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

/** Milliseconds in one bar of a waveform. */
const BAR_MS = 50;

/** Writes a level, heard so many milliseconds after the first, into the bars of a waveform: the loudest counts. */
export function addLevel(bars: number[], level: number, after: number): void {
  const bar = Math.max(0, Math.floor(after / BAR_MS));
  // A page that was busy heard nothing meanwhile; a hole would say that it was still.
  while (bars.length <= bar) bars.push(level);
  bars[bar] = Math.max(bars[bar] ?? 0, level);
}

/** The last `count` bars, the newest at the end, and silence where nothing was heard yet. */
export function lastBars(bars: readonly number[], count: number): number[] {
  return [...Array<number>(Math.max(0, count - bars.length)).fill(0), ...bars.slice(-count)];
}

/** A root mean square in dB of full scale; a silence that no microphone has for 0. */
export function decibels(rms: number): number {
  return rms > 0 ? Math.max(SILENCE_DB, 20 * Math.log10(rms)) : SILENCE_DB;
}

/** Calls `onLevel` with the root mean square of the last 20 ms, once per picture of the screen; the answer stops it. */
export function watchLevel(stream: MediaStream, onLevel: (rms: number) => void): () => void {
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
    onLevel(rootMeanSquare(samples));
    request = requestAnimationFrame(measure);
  });
  return () => {
    cancelAnimationFrame(request);
    source.disconnect();
    void context.close().catch(() => undefined);
  };
}
