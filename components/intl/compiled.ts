import compile from 'icu-minify/compile';
import { catalogue, type Messages } from '@/components/messages/catalogue';
import { LOCALES, type Locale } from './locales';

type Tree = { [key: string]: string | Tree };

/** Messages of a compiled tree are strings where nothing is to be filled in, and lists of parts where something is. */
function compileTree(tree: Tree): unknown {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [key, typeof value === 'string' ? compile(value) : compileTree(value)]),
  );
}

/**
 * The catalogue as pages and browsers get it: `next.config.mjs` gives use-intl the formatter that takes only compiled messages,
 * so that no browser loads a parser of ICU MessageFormat.
 */
export const compiled = Object.fromEntries(LOCALES.map((locale) => [locale, compileTree(catalogue[locale])])) as Record<
  Locale,
  Messages
>;
