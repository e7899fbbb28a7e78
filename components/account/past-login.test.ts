import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { catalogue } from '@/components/messages/catalogue';
import { browserName } from '@/lib/server/browser-name';
import { browserText, reasonText } from './past-login';

const translate = (locale: 'en-GB' | 'de-DE') =>
  createTranslator({ locale, messages: catalogue[locale], namespace: 'account' as const });
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

describe('a past log-in', () => {
  it.each([
    ['en-GB', browserName(FIREFOX), 'Firefox on Linux'],
    ['de-DE', browserName(FIREFOX), 'Firefox auf Linux'],
    ['de-DE', browserName('Firefox/140.0'), 'Firefox auf einem unbekannten System'],
    ['de-DE', browserName('curl/8'), 'Unbekannter Browser'],
    ['de-DE', undefined, 'Unbekannter Browser'],
  ] as const)('in %s from %j came from "%s"', (locale, stored, text) => {
    expect(browserText(translate(locale), stored)).toBe(text);
  });

  it('says why it ended, also where an older version wrote a reason that this one does not know', () => {
    expect(reasonText(translate('de-DE'), 'too_dark')).toBe('Es war zu dunkel.');
    for (const unknown of ['of_an_older_version', 'constructor', '', 'too_dark.length'])
      expect(reasonText(translate('en-GB'), unknown)).toBe('It did not work this time.');
  });
});
