/** What /help answers, in its order; each is an anchor of the page. */
export const QUESTIONS = [
  'light',
  'glasses',
  'cold',
  'noise',
  'twins',
  'ability',
  'stored',
  'lockedOut',
  'refused',
  'permission',
] as const;

export type Question = (typeof QUESTIONS)[number];

/** Where the answer stands. */
export function answerAt(question: Question): string {
  return `/help#${question}`;
}
