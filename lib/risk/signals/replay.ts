import { cosineSimilarity, type Embedding } from '@/lib/math/vector';

/** Share of the frames of a burst: sensors never give one image twice, but somebody may hold still in the dark. */
const REPEATED_FRAMES = 0.5;
/**
 * Cosine similarity of voice embeddings. 20 development recordings that were cut, made quieter and encoded again with Opus
 * at 64 kbit/s: 0.996 and more; at 24 kbit/s: 0.938 to 0.987. 106 pairs of different recordings of one person in one
 * session: 0.844 at most. 2026-11-21. Faces have no such line: 36 photographs with new sensor noise have 0.997 and more.
 */
const IDENTICAL = 0.95;

/**
 * `replayed_picture`: half of the frames were here before.
 *
 * @param seen of each frame, whether it was handed in before, bit for bit
 */
export function areReplayedFrames(seen: readonly boolean[]): boolean {
  const repeated = seen.filter(Boolean).length;
  return repeated > 0 && repeated >= REPEATED_FRAMES * seen.length;
}

/** `replayed_sound`, also where no peaks are kept of the earlier recordings: as good as equal to an enrolled or earlier voice. */
export function isReplayedVoice(probe: Embedding, earlier: readonly Embedding[]): boolean {
  return earlier.some((past) => past.length === probe.length && cosineSimilarity(past, probe) >= IDENTICAL);
}
