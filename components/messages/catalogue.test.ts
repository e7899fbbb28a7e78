import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/components/intl/locales';
import { catalogue } from './catalogue';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
}

/** Names of arguments and tags in a message. */
function holes(message: string): string[] {
  const found: string[] = [];
  const walk = (parts: ReturnType<IntlMessageFormat['getAst']>): void => {
    for (const part of parts) {
      if ('options' in part) for (const { value } of Object.values(part.options)) walk(value);
      if ('children' in part) walk(part.children);
      if (part.type !== 0 && part.type !== 7 && 'value' in part) found.push(String(part.value));
    }
  };
  walk(new IntlMessageFormat(message).getAst());
  return [...new Set(found)].sort();
}

/** Texts that are the same in every language: names, and words that German took from English or shares with it. */
const ALIKE = [
  'site.name',
  'dashboard.tries.whenUnknown',
  'myAccount.name.label',
  'myAccount.renew.begin',
  'signUp.name.label',
  'signUp.steps.name',
];

const [first, ...others] = LOCALES.map((locale) => ({ locale, texts: new Map(leaves(catalogue[locale])) }));

describe.each(others)('the catalogue of $locale', ({ texts }) => {
  it('says the same things as the first language', () => {
    expect([...texts.keys()].sort()).toEqual([...(first?.texts.keys() ?? [])].sort());
  });

  it('has the same arguments and tags in each', () => {
    for (const [key, text] of first?.texts ?? [])
      expect([key, holes(texts.get(key) ?? '')]).toEqual([key, holes(text)]);
  });

  it('leaves nothing in the first language', () => {
    const untranslated = [...texts].filter(([key, text]) => text === first?.texts.get(key)).map(([key]) => key);
    expect(untranslated.sort()).toEqual([...ALIKE].sort());
  });

  it('leaves nothing empty, and nothing with spaces around it', () => {
    for (const [key, text] of texts) expect([key, text]).toEqual([key, text.trim() || 'a text']);
  });
});

it.each(LOCALES)('the consent in %s is read in a breath: 40 words, with the details behind them', (locale) => {
  expect(catalogue[locale].signUp.consent.short.split(/\s+/).length).toBeLessThanOrEqual(40);
});
