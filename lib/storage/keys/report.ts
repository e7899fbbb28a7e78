import type { Storage } from '../storage';

/** One master key, for the operator. */
export interface KeyReport {
  id: string;
  current: boolean;
  /** Data keys that it wraps. */
  wraps: number;
}

/** The master keys here, current first, then those that data keys name and nobody here has. */
export async function reportKeys({ dataKeys }: Pick<Storage, 'dataKeys'>): Promise<KeyReport[]> {
  const { masterKeys, table } = dataKeys;
  const counts = await table.counts();
  const here = masterKeys.all().map(({ id }) => id);
  const missing = [...counts.keys()].filter((id) => !here.includes(id));
  return [...here, ...missing].map((id, i) => ({ id, current: i === 0, wraps: counts.get(id) ?? 0 }));
}
