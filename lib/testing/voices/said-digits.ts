import { gaussian, seededRandom } from '@/lib/math/random';
import { type Audio, SAMPLE_RATE } from '@/lib/media/audio';

/** A sound of a digit: formants in hertz for a voice, or a band of hiss. */
interface Sound {
  seconds: number;
  from: readonly [number, number, number];
  to: readonly [number, number, number];
  /** Of the source: 1 is a voice alone, 0 hiss alone. */
  voiced: number;
  level: number;
}

const A = [750, 1250, 2500] as const;
const E = [500, 1850, 2550] as const;
const I = [290, 2300, 3000] as const;
const O = [480, 850, 2450] as const;
const U = [320, 700, 2300] as const;
const R = [430, 1250, 1650] as const;
const N = [260, 1300, 2200] as const;
const S = [4500, 5500, 6800] as const;
const SH = [2300, 3200, 4500] as const;
const F = [1400, 4200, 7200] as const;

const vowel = (
  from: readonly [number, number, number],
  to: readonly [number, number, number],
  seconds: number,
): Sound => ({ seconds, from, to, voiced: 1, level: 1 });
const hum = (seconds: number): Sound => ({ seconds, from: N, to: N, voiced: 1, level: 0.35 });
const hiss = (at: readonly [number, number, number], seconds: number): Sound => ({
  seconds,
  from: at,
  to: at,
  voiced: 0,
  level: 0.35,
});
const stop = (seconds: number): Sound => ({ seconds, from: U, to: U, voiced: 1, level: 0.01 });

/** Ten words of a language that nobody speaks, about 0.4 s each. */
const WORDS: readonly (readonly Sound[])[] = [
  [hiss(S, 0.1), vowel(I, R, 0.14), vowel(R, O, 0.18)],
  [vowel(U, A, 0.18), hum(0.14)],
  [stop(0.05), hiss(SH, 0.05), vowel(U, U, 0.26)],
  [hiss(F, 0.1), vowel(R, I, 0.28)],
  [hiss(F, 0.08), vowel(O, R, 0.3)],
  [hiss(SH, 0.1), vowel(A, I, 0.24), hiss(F, 0.08)],
  [hiss(S, 0.1), vowel(I, I, 0.1), stop(0.05), hiss(S, 0.12)],
  [vowel(E, E, 0.14), hum(0.08), vowel(A, A, 0.14), hum(0.08)],
  [vowel(E, I, 0.2), stop(0.06), hiss(SH, 0.06)],
  [hum(0.1), vowel(A, E, 0.2), vowel(E, I, 0.08), hum(0.1)],
];

/** How a person speaks. */
interface Voice {
  /** Hertz. */
  pitch: number;
  /** Of every formant, against the table: short throats have high ones. */
  scale: number;
  /** Of each formant alone. */
  habits: readonly [number, number, number];
  tempo: number;
  breath: number;
}

function voiceOf(speaker: number): Voice {
  const random = seededRandom(7919 * (speaker + 1));
  const between = (least: number, most: number): number => least + (most - least) * random();
  return {
    pitch: between(90, 230),
    scale: between(0.85, 1.2),
    habits: [between(0.88, 1.12), between(0.88, 1.12), between(0.9, 1.1)],
    tempo: between(0.85, 1.2),
    breath: between(0.02, 0.12),
  };
}

export interface SaidDigitsOptions {
  /** Another take is said a little differently, as people do. */
  take?: number;
  /** Milliseconds between two digits. */
  gapMs?: number;
  /** Of the noise of the room. */
  seed?: number;
}

/** Samples over which formants stay the same: 5 ms. */
const STEP = 80;
/** Seconds of the room before, and as many after. */
export const QUIET_BEFORE = 0.3;
/** Root mean square of the room, and peak of the speech. */
const ROOM = 0.0006;
const PEAK = 0.4;

/**
 * Digits as a made-up person says them, in a language that nobody speaks: ten words of formants and hiss (after Klatt, JASA 67, 1980,
 * in its simplest form: three resonators one after the other). `speaker` is any whole number; each has a pitch, a vocal tract, habits and
 * a tempo of their own. The same arguments give the same sound.
 */
export function saidDigits(
  speaker: number,
  digits: readonly number[],
  { take = 0, gapMs = 80, seed = 1 }: SaidDigitsOptions = {},
): Audio {
  const voice = voiceOf(speaker);
  const gap = new Float32Array(Math.round((gapMs / 1000) * SAMPLE_RATE));
  const quiet = new Float32Array(Math.round(QUIET_BEFORE * SAMPLE_RATE));
  const parts: Audio[] = [quiet];
  digits.forEach((digit, place) => {
    if (place > 0) parts.push(gap);
    parts.push(
      saidWord(voice, WORDS[digit]!, seededRandom(1 + 31 * take + 1009 * place + 50_021 * digit + 77 * speaker)),
    );
  });
  parts.push(quiet);
  const audio = Float32Array.from(parts.flatMap((part) => [...part]));
  const peak = audio.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1e-9);
  const random = seededRandom(seed);
  return audio.map((sample) => (PEAK * sample) / peak + ROOM * gaussian(random));
}

function saidWord(voice: Voice, sounds: readonly Sound[], random: () => number): Audio {
  const about = (share: number): number => 1 + share * (2 * random() - 1);
  const pitch = voice.pitch * about(0.06);
  const tempo = voice.tempo * about(0.1);
  const lean = voice.scale * about(0.02);
  const length = sounds.map(({ seconds }) => Math.round((seconds / tempo) * about(0.08) * SAMPLE_RATE));
  const out = new Float32Array(length.reduce((sum, samples) => sum + samples, 0));
  const memory = new Float64Array(6);
  let at = 0;
  let phase = 0;
  let level = 0;
  sounds.forEach((sound, i) => {
    const samples = length[i]!;
    const wobble = [about(0.03), about(0.03), about(0.03)];
    let filters: Resonator[] = [];
    for (let k = 0; k < samples; k++, at++) {
      const share = k / samples;
      if (k % STEP === 0)
        filters = sound.from.map((from, formant) => {
          const hertz = from + share * (sound.to[formant]! - from);
          const own = sound.voiced > 0 ? lean * voice.habits[formant]! : Math.sqrt(lean);
          return resonator(hertz * own * wobble[formant]!, sound.voiced > 0 ? 60 + 0.05 * hertz : 900);
        });
      phase += (pitch * (1 - 0.15 * (at / out.length))) / SAMPLE_RATE;
      const pulse = phase >= 1 ? 1 : 0;
      phase -= pulse;
      const noise = gaussian(random);
      const source = sound.voiced * (12 * pulse + voice.breath * noise) + (1 - sound.voiced) * noise;
      level += (sound.level - level) / 150;
      out[at] = level * through(filters, memory, source, sound.voiced > 0);
    }
  });
  return out;
}

interface Resonator {
  a: number;
  b: number;
  c: number;
}

/** Two poles: as loud at 0 Hz as before (Klatt 1980, equation 1). */
function resonator(hertz: number, bandwidth: number): Resonator {
  const radius = Math.exp((-Math.PI * bandwidth) / SAMPLE_RATE);
  const c = -(radius ** 2);
  const b = 2 * radius * Math.cos((2 * Math.PI * Math.min(hertz, 7600)) / SAMPLE_RATE);
  return { a: 1 - b - c, b, c };
}

/** One after the other for voices, which are loud below; side by side for hiss. */
function through(filters: readonly Resonator[], memory: Float64Array, source: number, isCascade: boolean): number {
  let sample = source;
  let sum = 0;
  filters.forEach(({ a, b, c }, i) => {
    const gain = isCascade ? a : 0.3;
    const out = gain * (isCascade ? sample : source) + b * memory[2 * i]! + c * memory[2 * i + 1]!;
    memory[2 * i + 1] = memory[2 * i]!;
    memory[2 * i] = out;
    sample = out;
    sum += out;
  });
  return isCascade ? sample : sum;
}
