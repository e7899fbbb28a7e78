import { gaussian, seededRandom } from '@/lib/math/random';
import { type Audio, SAMPLE_RATE } from '@/lib/media/audio';
import { FRAME_SHIFT, filterbank } from '@/lib/voice/filterbank';
import { detectSpeech } from '@/lib/voice/speech';

/** What happens to the probe recordings; references stay as they are. */
export const CONDITIONS = ['clean', 'white', 'babble', '8khz', 'reverb'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** `audio` under a condition. Noise is scaled to `signalToNoise` decibels below the speech; `others` babble. */
export function underCondition(
  audio: Audio,
  condition: Condition,
  signalToNoise: number,
  others: readonly Audio[],
  seed: number,
): Audio {
  switch (condition) {
    case 'clean':
      return audio;
    case 'white':
      return addNoise(audio, whiteNoise(audio.length, seed), signalToNoise);
    case 'babble':
      return addNoise(audio, babble(audio.length, others, seed), signalToNoise);
    case '8khz':
      return telephoneBand(audio);
    case 'reverb':
      return inRoom(audio, seed);
  }
}

/** The first seconds from where speech begins. */
export function firstSeconds(audio: Audio, seconds: number): Audio {
  const speech = detectSpeech(audio, filterbank(audio));
  const begin = Math.max(0, speech.indexOf(1)) * FRAME_SHIFT;
  return audio.slice(begin, begin + Math.round(seconds * SAMPLE_RATE));
}

export function whiteNoise(length: number, seed: number): Audio {
  const random = seededRandom(seed);
  return new Float32Array(length).map(() => gaussian(random));
}

const TALKERS = 6;

/** Six other people at once, each at the same level, each from a place of its own. */
export function babble(length: number, others: readonly Audio[], seed: number): Audio {
  const random = seededRandom(seed);
  const sum = new Float32Array(length);
  for (let talker = 0; talker < TALKERS; talker++) {
    const other = others[Math.floor(random() * others.length)];
    if (!other) throw new RangeError('babble needs other recordings');
    const start = Math.floor(random() * other.length);
    const gain = 1 / Math.sqrt(power(other));
    for (let i = 0; i < length; i++) sum[i] = (sum[i] as number) + gain * (other[(start + i) % other.length] as number);
  }
  return sum;
}

/** Adds noise so many decibels below the mean power of the frames with speech. */
export function addNoise(audio: Audio, noise: Audio, signalToNoise: number): Audio {
  const speech = detectSpeech(audio, filterbank(audio));
  const spoken = audio.filter((_, i) => speech[Math.floor(i / FRAME_SHIFT)] === 1);
  const level = power(spoken.length > 0 ? spoken : audio);
  const gain = Math.sqrt(level / power(noise)) / 10 ** (signalToNoise / 20);
  return audio.map((sample, i) => sample + gain * (noise[i] as number));
}

/** Taps of the low-pass filter: a transition of 250 Hz. */
const TAPS = 255;
/** Hertz; what is left of 8 kHz sampling after a usual filter. */
const CUT_OFF = 3600;

/** As if sampled at 8 kHz: nothing above 3.6 kHz (Hamming-windowed sinc). */
export function telephoneBand(audio: Audio): Audio {
  const middle = (TAPS - 1) / 2;
  const taps = Float64Array.from({ length: TAPS }, (_, i) => {
    const at = (2 * CUT_OFF * (i - middle)) / SAMPLE_RATE;
    const sinc = at === 0 ? 1 : Math.sin(Math.PI * at) / (Math.PI * at);
    return ((2 * CUT_OFF) / SAMPLE_RATE) * sinc * (0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (TAPS - 1)));
  });
  return convolve(audio, taps, middle);
}

/** Seconds until reverberation has fallen by 60 dB: a bare living room. */
const REVERBERATION = 0.5;
/** Decibels of the direct sound over the reverberation: a laptop at arm's length. */
const DIRECT_TO_REVERBERANT = 6;

/** Reflections a second, enough to sound smooth. */
const DENSITY = 2000;

/**
 * In a room: reflections of random sign that decay exponentially, after Polack's statistical model (1988), as velvet
 * noise (Karjalainen and Jarvelainen, AES 2007), which is quick to convolve with.
 */
export function inRoom(audio: Audio, seed: number): Audio {
  const random = seededRandom(seed);
  const reflections = Array.from({ length: Math.round(REVERBERATION * DENSITY) }, (_, i) => {
    const delay = Math.round(((i + random()) * SAMPLE_RATE) / DENSITY) + 1;
    // Amplitude falls by 60 dB, a factor of e^6.9, within the reverberation time.
    const decay = Math.exp((-6.9078 * delay) / (REVERBERATION * SAMPLE_RATE));
    return { delay, gain: random() < 0.5 ? decay : -decay };
  });
  const energy = reflections.reduce((sum, { gain }) => sum + gain * gain, 0);
  const scale = 10 ** (-DIRECT_TO_REVERBERANT / 20) / Math.sqrt(energy);
  const heard = audio.slice();
  for (const { delay, gain } of reflections) {
    const factor = gain * scale;
    for (let i = delay; i < heard.length; i++) heard[i] = (heard[i] as number) + factor * (audio[i - delay] as number);
  }
  return heard;
}

/** Same length as `audio`; `lead` taps lie before the moment they belong to. */
function convolve(audio: Audio, taps: Float64Array, lead: number): Audio {
  return audio.map((_, i) => {
    let sum = 0;
    const first = Math.max(0, i + lead - audio.length + 1);
    const last = Math.min(taps.length - 1, i + lead);
    for (let tap = first; tap <= last; tap++) sum += (taps[tap] as number) * (audio[i + lead - tap] as number);
    return sum;
  });
}

function power(audio: Audio): number {
  return audio.reduce((sum, sample) => sum + sample * sample, 0) / audio.length;
}
