import { yieldToEventLoop } from '@/lib/event-loop';
import type { Embedding } from '@/lib/math/vector';
import type { EmbeddingGallery, Nearest } from './gallery';

/** People compared in one turn of the event loop: 2 to 3 ms of work. */
const ROWS_PER_TURN = 16_384;

/** Searches a gallery while the process goes on doing other things. Throws what `search` throws. */
export async function searchInTurns(gallery: EmbeddingGallery, probe: Embedding): Promise<Nearest | undefined> {
  const search = gallery.search(probe, ROWS_PER_TURN);
  for (let step = search.next(); ; step = search.next()) {
    if (step.done) return step.value;
    await yieldToEventLoop();
  }
}
