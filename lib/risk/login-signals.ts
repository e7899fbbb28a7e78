import type { Signal } from '@/lib/decision/signal';
import weights from '@/lib/liveness/passive/weights.json';
import { cosineSimilarity, type Embedding, meanEmbedding } from '@/lib/math/vector';
import type { LoginFace } from '@/lib/recognition/observe-capture';
import type { Sighting } from '@/lib/storage/fingerprints';
import type { Modality } from '@/lib/storage/template';
import type { Templates } from '@/lib/storage/template-store';
import type { LoginHistory } from './login-history';
import { areManyCaptures, isNewBrowser, isUnusualHour } from './signals/circumstances';
import { areReplayedBytes, isReplayedVoice } from './signals/replay';
import { areNearMisses, isDisagreement, isSpread, isUnlikeHistory } from './signals/scores';

/** One log-in as the signals look at it. */
export interface LoginCircumstances {
  now: Date;
  browser: string;
  face: Pick<LoginFace, 'seen' | 'model' | 'presentationAttack'>;
  voice: { embedding: Embedding | undefined; model: string };
  /** Cosine similarity and threshold of each modality. */
  margins: Record<Modality, { similarity: number; threshold: number }>;
  /** The frames, then the recording. */
  sightings: readonly Sighting[];
  templates: Templates;
  usual: LoginHistory;
  voiceModelChanged: boolean;
  /** Whether those who are asked about the voice are of different minds. */
  isVoiceSpread: boolean;
}

/** What is unusual about a log-in, by name. */
export function signalsOf(circumstances: LoginCircumstances): Signal[] {
  const { now, browser, face, voice, margins, sightings, templates, usual, voiceModelChanged, isVoiceSpread } =
    circumstances;
  const { scores, entries, refusals, recent } = usual;
  const found: [Signal, boolean][] = [
    ['unlike_history', isUnlikeHistory(margins.face.similarity, scores.face)],
    ['ensemble_spread', isVoiceSpread || isSpread(frameSimilarities(face, templates))],
    [
      'unusual_hour',
      isUnusualHour(
        now,
        entries.map(({ at }) => at),
      ),
    ],
    [
      'new_browser',
      isNewBrowser(
        browser,
        entries.flatMap((entry) => entry.browser ?? []),
      ),
    ],
    ['near_misses', areNearMisses([...scores.face, ...scores.voice], now)],
    ['many_captures', areManyCaptures(refusals)],
    ['replayed_bytes', isReplayed(sightings, ({ here, elsewhere }) => here || elsewhere)],
    ['capture_at_other_names', isReplayed(sightings, ({ elsewhere }) => elsewhere)],
    ['presentation_attack_suspected', face.presentationAttack >= weights.threshold],
  ];
  if (!voiceModelChanged) {
    const earlier = [templates.voice, recent].flatMap((known) =>
      known?.model === voice.model ? known.embeddings : [],
    );
    found.push(
      ['unlike_history', isUnlikeHistory(margins.voice.similarity, scores.voice)],
      ['face_voice_disagree', isDisagreement(margins.face, margins.voice)],
      ['replayed_voice', voice.embedding !== undefined && isReplayedVoice(voice.embedding, earlier)],
    );
  }
  return [...new Set(found.flatMap(([signal, isThere]) => (isThere ? [signal] : [])))];
}

/** How alike each frame is to the enrolled face. */
function frameSimilarities({ seen, model }: LoginCircumstances['face'], { face }: Templates): number[] {
  if (face.model !== model) return [];
  const reference = meanEmbedding(face.embeddings);
  return seen.map(({ embedding }) => cosineSimilarity(embedding, reference));
}

function isReplayed(sightings: readonly Sighting[], was: (sighting: Sighting) => boolean): boolean {
  const seen = sightings.map(was);
  return areReplayedBytes({ frames: seen.slice(0, -1), recording: seen.at(-1) === true });
}
