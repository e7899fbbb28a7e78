import { join } from 'node:path';
import { placeTracker } from '@/lib/models/place-tracker';
import { build, isBuilt, sourcesHash } from '@/lib/server/build';

/** Builds where the sources have changed: the servers of two workers would both begin to. */
export default async function setup(): Promise<void> {
  await placeTracker(join('public', 'tracking'));
  const hash = sourcesHash();
  if (!isBuilt(hash)) await build(hash).done;
}
