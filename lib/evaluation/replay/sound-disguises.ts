import { addNoise, inRoom, whiteNoise } from '@/lib/evaluation/data/conditions';
import { type Audio, SAMPLE_RATE } from '@/lib/media/audio';
import { decodeSound } from '@/lib/media/sound';
import { filtered, opusOf } from './ffmpeg-filter';

/** A recording as an attacker hands it in again, so that it is not known at once. `other` is another one of the same person. */
export type SoundDisguise = (audio: Audio, other: Audio) => Audio | Promise<Audio>;

const pitch = (ratio: number) => `asetrate=${16_000 * ratio},aresample=16000,atempo=${1 / ratio}`;
const speed = (ratio: number) => `asetrate=${16_000 * ratio},aresample=16000`;
const TELEPHONE = 'highpass=f=300,highpass=f=300,lowpass=f=3400,lowpass=f=3400';

const by =
  (filter: string): SoundDisguise =>
  (audio) =>
    filtered(audio, filter);
const opus =
  (bitRate: string): SoundDisguise =>
  async (audio) =>
    decodeSound(await opusOf(audio, bitRate));
const noise =
  (decibels: number): SoundDisguise =>
  (audio) =>
    addNoise(audio, whiteNoise(audio.length, 1), decibels);
const seconds = (audio: Audio, from: number, to: number): Audio =>
  audio.slice(Math.round(from * SAMPLE_RATE), Math.round(to * SAMPLE_RATE));

/** By the name in the table. Tempo alone is changed by overlap and add, as ffmpeg's atempo does it. */
export const SOUND_DISGUISES: Record<string, SoundDisguise> = {
  'at half the level': (audio) => audio.map((sample) => sample / 2),
  'Opus, 64 kbit/s': opus('64k'),
  'Opus, 24 kbit/s': opus('24k'),
  'telephone band': by(TELEPHONE),
  'white noise at 20 dB': noise(20),
  'white noise at 10 dB': noise(10),
  'played in a room': (audio) => inRoom(audio, 1),
  'tempo + 10 %': by('atempo=1.1'),
  'tempo - 10 %': by('atempo=0.9'),
  'a semitone up': by(pitch(2 ** (1 / 12))),
  'a semitone down': by(pitch(2 ** (-1 / 12))),
  'pitch + 10 %': by(pitch(1.1)),
  'pitch - 10 %': by(pitch(0.9)),
  'speed + 10 %': by(speed(1.1)),
  'speed - 10 %': by(speed(0.9)),
  'cut to its middle 2.5 s': (audio) => {
    const middle = audio.length / SAMPLE_RATE / 2;
    return seconds(audio, Math.max(0, middle - 1.25), middle + 1.25);
  },
  'in four pieces, in another order': (audio) => inPieces(audio, [2, 0, 3, 1]),
  'half of it before half of another': (audio, other) =>
    joined([audio.slice(0, audio.length / 2), other.slice(other.length / 2)]),
  backwards: (audio) => audio.toReversed(),
  'backwards, pitch + 10 %': async (audio) => filtered(audio.toReversed(), pitch(1.1)),
  'a semitone up, telephone band, noise at 20 dB, Opus 24': async (audio, other) => {
    const shifted = await filtered(audio, `${pitch(2 ** (1 / 12))},${TELEPHONE}`);
    return opus('24k')(await noise(20)(shifted, other), other);
  },
};

function inPieces(audio: Audio, order: readonly number[]): Audio {
  const length = Math.floor(audio.length / order.length);
  return joined(order.map((piece) => audio.slice(piece * length, (piece + 1) * length)));
}

export function joined(parts: readonly Audio[]): Audio {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
