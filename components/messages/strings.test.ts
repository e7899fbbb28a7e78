import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { displayedStrings } from '@/lib/testing/displayed-strings';

const ROOT = join(import.meta.dirname, '../..');

const sources = ['app', 'components'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test|\.d)\.tsx?$/.test(file))
    .map((file) => join(folder, file)),
);

describe('every text that a person reads', () => {
  it('stands in the catalogue, and none in a component', () => {
    const outside = sources.flatMap((file) =>
      displayedStrings(file, readFileSync(join(ROOT, file), 'utf8')).map(({ line, text }) => `${file}:${line} ${text}`),
    );
    expect(sources.length).toBeGreaterThan(50);
    expect(outside).toEqual([]);
  });

  it.each([
    ['text', '<p>Hello</p>', 'Hello'],
    ['text around an expression', '<p>\n  Hello, {name}.\n</p>', 'Hello,'],
    ['a string', "<p>{'Hello'}</p>", 'Hello'],
    ['a template', `<p>{\`Hello, \${name}\`}</p>`, 'Hello,'],
    ['a string on one condition', "<p>{known && 'Hello'}</p>", 'Hello'],
    ['a string on either condition', "<p>{known ? name : 'Stranger'}</p>", 'Stranger'],
    ['a string that is added', "<p>{'Hello, ' + name}</p>", 'Hello,'],
    ['a label', '<button aria-label="Close" />', 'Close'],
    ['a title', '<a title={\'Home\'} href="/" />', 'Home'],
    ['a description', '<img alt="A door" src={door} />', 'A door'],
    ['what stands in an empty field', '<input placeholder="Your name" />', 'Your name'],
    ['a label of ours', '<Field label="Name" />', 'Name'],
    ['a hint of ours', '<Field hint={known ? hint : "The name you chose"} />', 'The name you chose'],
    ['a sentence in a constant', "const words = { lead: 'Look here, and say it.' };", 'Look here, and say it.'],
    ['the title of a page', "export const metadata = { title: 'About' };", 'About'],
    [
      'the title of a page that is made for its request',
      "export async function generateMetadata() {\n  return { title: { default: 'Home', template: '%s' } };\n}",
      'Home',
    ],
  ])('would be found as %s', (_, source, text) => {
    expect(displayedStrings('made-up.tsx', source)).toContainEqual(expect.objectContaining({ text }));
  });

  it('is told by its line', () => {
    expect(displayedStrings('made-up.tsx', '<main>\n  <h1>\n    Hello\n  </h1>\n</main>')).toEqual([
      { line: 3, text: 'Hello' },
    ]);
  });

  it.each([
    ['what the catalogue says', "<p title={t('title')}>{t('text')}</p>"],
    ['a condition', "<p>{state === 'idle' && t('text')}</p>"],
    ['classes and other attributes', '<p className="flex gap-3" role="status" data-state="idle" />'],
    ['digits and signs', '<p>3 · {count} / 7</p>'],
    ['the message of an error', "throw new Error('There is no such thing.');"],
    ['a choice of texts', "<p>{t(known ? 'hello' : 'stranger')}</p>"],
  ])('would not be taken for %s', (_, source) => {
    expect(displayedStrings('made-up.tsx', source)).toEqual([]);
  });
});
