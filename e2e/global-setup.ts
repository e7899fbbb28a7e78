import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, isBuilt, sourcesHash } from '@/lib/server/build';
import { furnish } from '@/lib/testing/residents';

/** Builds where the sources have changed, as the servers of two workers would both begin to, and signs up those who live on every server. */
export default async function setup(): Promise<() => Promise<void>> {
  // Keys of data folders: never in the home of who runs the tests.
  process.env.XDG_CONFIG_HOME = join(tmpdir(), 'open-sesame-test-configuration');
  const hash = sourcesHash();
  if (!isBuilt(hash)) await build(hash).done;
  return furnish();
}
