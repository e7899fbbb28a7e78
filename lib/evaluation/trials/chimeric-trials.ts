import { grouped, type ModalityTrial } from './modality-trials';

/** A log-in of one chimeric person, or of one who claims to be another. */
export interface ChimericTrial<Voice extends ModalityTrial = ModalityTrial> {
  same: boolean;
  face: ModalityTrial;
  voice: Voice;
}

export interface ChimeraOptions {
  faces: readonly string[];
  voices: readonly string[];
  pairings: number;
  /** Log-ins drawn for each two people of a pairing. */
  draws: number;
  random: () => number;
}

/**
 * Log-ins of people who have the face of one and the voice of another, both drawn anew for each pairing (chimeric users:
 * Poh and Bengio, MLMI 2005). A face says nothing about the voice then, as for strangers; for one person light and noise may go
 * together, which is not seen here. People may be named more than once, as a bootstrap does.
 */
export function* chimericTrials<Voice extends ModalityTrial>(
  faceTrials: readonly ModalityTrial[],
  voiceTrials: readonly Voice[],
  { faces, voices, pairings, draws, random }: ChimeraOptions,
): Generator<ChimericTrial<Voice>> {
  const face = byPeople(faceTrials);
  const voice = byPeople(voiceTrials);
  for (let pairing = 0; pairing < pairings; pairing++) {
    const shuffled = shuffle(voices, random);
    const people = shuffle(faces, random)
      .slice(0, voices.length)
      .map((name, i) => ({ face: name, voice: shuffled[i] as string }));
    for (const [i, enrolled] of people.entries()) {
      for (const [j, claimant] of people.entries()) {
        // Half a stranger is none.
        if (i !== j && (enrolled.face === claimant.face || enrolled.voice === claimant.voice)) continue;
        const ownFace = face.get(pairOf(enrolled.face, claimant.face));
        const ownVoice = voice.get(pairOf(enrolled.voice, claimant.voice));
        if (!ownFace || !ownVoice) continue;
        for (let draw = 0; draw < draws; draw++)
          yield { same: i === j, face: oneOf(ownFace, random), voice: oneOf(ownVoice, random) };
      }
    }
  }
}

function byPeople<T extends ModalityTrial>(trials: readonly T[]): Map<string, T[]> {
  return grouped(trials, ({ enrolled, claimant }) => pairOf(enrolled, claimant));
}

function pairOf(enrolled: string, claimant: string): string {
  return `${enrolled}\n${claimant}`;
}

function oneOf<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}

/** Fisher and Yates. */
export function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
  }
  return shuffled;
}
