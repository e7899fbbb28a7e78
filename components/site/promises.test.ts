import { describe, expect, it } from 'vitest';
import { catalogue } from '@/components/messages/catalogue';
import { RETENTION } from '@/lib/storage/retention';

const DAY_MS = 24 * 60 * 60_000;
const days = (period: number): string => String(period / DAY_MS);

describe('what the pages promise', () => {
  it('are the periods after which things are gone', () => {
    const about = JSON.stringify(catalogue['en-GB'].about);
    for (const period of [RETENTION.history, RETENTION.prints, RETENTION.deviceCookie])
      expect(about).toContain(`${days(period)} days`);
    expect([RETENTION.unfinished / 60_000, about]).toEqual([
      10,
      expect.stringContaining('For ten minutes, and one more'),
    ]);
  });

  it.each(Object.entries(catalogue))(
    'is the same on the account pages in %s',
    (_, { myAccount, export: exported, home }) => {
      const texts = [myAccount.delete.kept, exported.fields.events, home.facts.kept.text];
      for (const text of texts) expect(text).toMatch(new RegExp(`\\b${days(RETENTION.history)} (days|Tage)`));
    },
  );
});
