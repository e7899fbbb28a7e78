/** Why a name cannot be had, whoever has it. */
export type NameProblem = 'too_short' | 'too_long' | 'sign' | 'marks' | 'scripts' | 'digits';

/** In code points of the normal form: what a person counts, but for marks that have no letter of their own. */
const SHORTEST = 3;
const LONGEST = 32;

/** In UTF-16 units, of what is looked at: no name that fits is longer before it is normalised. */
export const LONGEST_TYPED = 256;

/** Modern scripts: those that UAX 31 recommends (table 5) or knows to be in limited use (table 7), and Mongolian. */
const scripts =
  'Adlam Arabic Armenian Balinese Bamum Batak Bengali Bopomofo Canadian_Aboriginal Chakma Cham Cherokee Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Han Hangul Hanifi_Rohingya Hebrew Hiragana Javanese Kannada Katakana Kayah_Li Khmer Lao Latin Lepcha Limbu Lisu Malayalam Mandaic Meetei_Mayek Miao Mongolian Myanmar New_Tai_Lue Newa Nko Nyiakeng_Puachue_Hmong Ol_Chiki Oriya Osage Saurashtra Sinhala Sundanese Syloti_Nagri Syriac Tai_Le Tai_Tham Tai_Viet Tamil Telugu Thaana Thai Tibetan Tifinagh Vai Wancho Yi'.split(
    ' ',
  );
/** Scripts that one language is written in together (Unicode TS 39, 5.1). */
const together = [
  ['Han', 'Hiragana', 'Katakana'],
  ['Han', 'Hangul'],
  ['Han', 'Bopomofo'],
];

const oneScript = [...together, ...scripts.map((script) => [script])].map(
  (allowed) =>
    new RegExp(`^[${[...allowed, 'Common', 'Inherited'].map((script) => `\\p{scx=${script}}`).join('')}]*$`, 'u'),
);

/** A name as it is kept and shown: as typed, but for spaces around it and for signs that stand for others (Unicode NFKC). */
export function normalName(typed: string): string {
  return typed.length > LONGEST_TYPED ? typed : typed.trim().normalize('NFKC');
}

/**
 * Why a name as typed cannot be had, or null. Letters, marks and digits of one modern script, `_`, `-` and `.`, 3 to 32 of them; no
 * sign that is not seen, no heap of marks, no digits of two kinds (Unicode TS 39, 3 and 5).
 */
export function nameProblem(typed: string): NameProblem | null {
  if (typed.length > LONGEST_TYPED) return 'too_long';
  const name = normalName(typed);
  const length = [...name].length;
  if (length < SHORTEST) return 'too_short';
  if (length > LONGEST) return 'too_long';
  if (!/^[\p{L}\p{Mn}\p{Mc}\p{Nd}._-]*$/u.test(name) || /\p{Default_Ignorable_Code_Point}/u.test(name)) return 'sign';
  if (/(^|[^\p{L}\p{M}])\p{M}|\p{Mn}{5}|(\p{Mn})\2/u.test(name.normalize('NFD'))) return 'marks';
  if (!oneScript.some((pattern) => pattern.test(name))) return 'scripts';
  return hasTwoKindsOfDigits(name) ? 'digits' : null;
}

/** The ten digits of a kind follow each other. */
function hasTwoKindsOfDigits(name: string): boolean {
  const codes = [...name.matchAll(/\p{Nd}/gu)].map(([digit]) => digit.codePointAt(0) ?? 0);
  return codes.length > 0 && Math.max(...codes) - Math.min(...codes) > 9;
}
