import type { PastLogin } from './history';

/** Log-ins one after the other that ended alike and were refused or asked for another try; an accepted one stands alone. */
export interface LoginGroup {
  /** Of the newest. */
  id: string;
  outcome: PastLogin['outcome'];
  count: number;
  first: Date;
  last: Date;
  /** Each once, the most recent first. */
  reasons: string[];
  signals: PastLogin['signals'];
  browsers: (string | undefined)[];
}

/** Groups log-ins, newest first as given. */
export function groupLogins(logins: readonly PastLogin[]): LoginGroup[] {
  const groups: PastLogin[][] = [];
  for (const login of logins) {
    const group = groups.at(-1);
    const joins = group && login.outcome !== 'accepted' && group[0]?.outcome === login.outcome;
    if (joins) group.push(login);
    else groups.push([login]);
  }
  return groups.flatMap(groupOf);
}

function groupOf(logins: readonly PastLogin[]): LoginGroup[] {
  const [newest] = logins;
  const oldest = logins.at(-1);
  if (!newest || !oldest) return [];
  return [
    {
      id: newest.id,
      outcome: newest.outcome,
      count: logins.length,
      first: oldest.at,
      last: newest.at,
      reasons: [...new Set(logins.flatMap(({ reason }) => reason ?? []))],
      signals: [...new Set(logins.flatMap(({ signals }) => signals))],
      browsers: [...new Set(logins.map(({ browser }) => browser))],
    },
  ];
}
