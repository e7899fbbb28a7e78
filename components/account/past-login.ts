import type { createTranslator } from 'use-intl/core';
import type { Messages } from '@/components/messages/catalogue';
import english from '@/components/messages/en/account.json' with { type: 'json' };
import type { LoginReason } from '@/lib/account/history';

type Translate = ReturnType<typeof createTranslator<Messages, 'account'>>;
type Reason = keyof Messages['account']['reasons'];

/** A new reason does not compile without a text. */
const reasons = english.reasons satisfies Record<LoginReason, string>;

/** How history names a browser, in English: `lib/server/browser-name.ts`. */
const NAME = /^(?<browser>.+) on (?<system>.+)$/;
const UNKNOWN_SYSTEM = 'unknown system';

/** A browser of the history in the language of `t`. */
export function browserText(t: Translate, name?: string): string {
  const { browser, system } = NAME.exec(name ?? '')?.groups ?? {};
  if (browser === undefined || system === undefined) return t('logins.unknownBrowser');
  if (system === UNKNOWN_SYSTEM) return t('logins.browserAlone', { browser });
  return t('logins.browserOn', { browser, system });
}

/** The text for a reason of the audit trail, which may be one of an older version. */
export function reasonText(t: Translate, reason: string): string {
  return t(`reasons.${Object.hasOwn(reasons, reason) ? (reason as Reason) : 'unknown'}`);
}
