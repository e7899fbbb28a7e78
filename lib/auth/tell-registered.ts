import { tellingLimits } from '@/lib/risk/limits/rules';
import { nameKey } from '@/lib/storage/users';
import type { AuthDeps } from './deps';
import { spendAllowance } from './spend-allowance';

/** Whether somebody who signs up under their own name may be told that they have it; each time that they are is counted. */
export async function mayTellRegistered(
  name: string,
  address: string,
  deps: Pick<AuthDeps, 'storage' | 'now'>,
): Promise<boolean> {
  return (await spendAllowance(tellingLimits(nameKey(name), address), deps)).allowed;
}
