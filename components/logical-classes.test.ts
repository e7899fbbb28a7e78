import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Classes that mean the left or the right of the screen, where start and end of a line exist. */
const PHYSICAL =
  /(?<=["'`\s:])-?(?:m[lr]|p[lr]|left|right|border-[lr]|rounded-(?:[lr]|[tb][lr])|scroll-[mp][lr])-[\w.[\]()/%-]+|(?<=["'`\s:])(?:text|float|clear|origin)-(?:left|right)(?![\w-])/g;

/** In the middle of the screen, which is the same from both sides. */
const ALLOWED = new Set(['components/ui/dialog.tsx left-1/2']);

const physicalClasses = (source: string): string[] => source.match(PHYSICAL) ?? [];

describe('layout', () => {
  it('speaks of start and end, so that it holds in languages that are written from the right', () => {
    const found = ['app', 'components'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.tsx'))
        .flatMap((file) =>
          physicalClasses(readFileSync(join(ROOT, folder, file), 'utf8')).map((name) => `${folder}/${file} ${name}`),
        ),
    );
    expect(found.filter((place) => !ALLOWED.has(place))).toEqual([]);
  });

  it.each(['ml-4', '-mr-2.5', 'pl-5', 'sm:pr-[3px]', 'left-0', 'hover:right-1/2', 'text-left', 'rounded-tl-frame'])(
    'would be found out with %s',
    (name) => {
      expect(physicalClasses(`<p className="flex ${name} gap-3" />`)).toHaveLength(1);
    },
  );

  it.each(['ms-4', 'pe-2', 'start-0', 'text-start', 'inset-x-0', 'mt-4', 'rounded-t-frame'])('may say %s', (name) => {
    expect(physicalClasses(`<p className="${name}" />`)).toEqual([]);
  });
});
