import type { ExportData } from './export-data';

type Section = 'person' | 'consent' | 'settings' | 'sessions' | 'events' | 'comparisons' | 'usual' | 'kept';
type Listed = 'sessions' | 'events' | 'comparisons' | 'usual';
/** A field of any of the sections that have fields. */
type AnyField =
  | keyof ExportData['person']
  | keyof ExportData['consent']
  | keyof ExportData['settings']
  | keyof ExportData['kept'];

/** What the page says, in the person's language: every field has its sentence. */
export interface ExportWords {
  /** Such as `de-DE`. */
  locale: string;
  title: string;
  made: string;
  nothing: string;
  yes: string;
  no: string;
  /** "… and 12 more", beside the table. */
  more(count: number): string;
  date(at: Date): string;
  sections: Record<Section, string>;
  fields: Record<AnyField | Listed, string>;
}

const SECTIONS = ['person', 'consent', 'settings', 'sessions', 'events', 'comparisons', 'usual', 'kept'] as const;

/** Rows of one table: all of them are in `data.json`. */
const MOST_ROWS = 500;

/** The export as a page that can be read without us: no script, nothing from elsewhere. */
export function exportPage(data: ExportData, words: ExportWords): string {
  const sections = SECTIONS.map(
    (section) => `<h2>${escaped(words.sections[section])}</h2>${body(section, data, words)}`,
  );
  return `<!doctype html>
<html lang="${escaped(words.locale)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(words.title)}</title>
<style>${STYLE}</style>
<h1>${escaped(words.title)}</h1>
<p>${escaped(words.made)}</p>
${sections.join('\n')}
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
dt { margin-top: 1rem; opacity: 0.75; }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; display: block; overflow-x: auto; font-size: 0.875rem; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; }
pre { overflow-x: auto; }`;

function body(section: Section, data: ExportData, words: ExportWords): string {
  const content = data[section];
  if (section === 'usual') return `<p>${escaped(words.fields.usual)}</p>${json(content, words)}`;
  if (Array.isArray(content)) return `<p>${escaped(words.fields[section as Listed])}</p>${table(content, words)}`;
  const rows = Object.entries(content ?? {}).map(([field, value]) => {
    const explained = words.fields[field as AnyField];
    const shown = Array.isArray(value) && typeof value[0] === 'object' ? table(value, words) : text(value, words);
    return `<dt>${escaped(explained)}</dt><dd>${shown}</dd>`;
  });
  return `<dl>${rows.join('')}</dl>`;
}

function table(rows: readonly object[], words: ExportWords): string {
  const [first] = rows;
  if (!first) return `<p>${escaped(words.nothing)}</p>`;
  const names = Object.keys(first);
  const shown = rows.slice(-MOST_ROWS);
  const head = names.map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  const lines = shown.map((row) => {
    const cells = Object.values(row).map((value) => `<td>${text(value, words)}</td>`);
    return `<tr>${cells.join('')}</tr>`;
  });
  const left = rows.length - shown.length;
  const more = left > 0 ? `<p>${escaped(words.more(left))}</p>` : '';
  return `<table><thead><tr>${head}</tr></thead><tbody>${lines.join('')}</tbody></table>${more}`;
}

function json(value: unknown, { nothing }: ExportWords): string {
  return value === null ? `<p>${escaped(nothing)}</p>` : `<pre>${escaped(JSON.stringify(value, null, 1))}</pre>`;
}

function text(value: unknown, { nothing, yes, no, date }: ExportWords): string {
  if (value === null || value === undefined || value === '') return escaped(nothing);
  if (value instanceof Date) return escaped(date(value));
  if (typeof value === 'boolean') return escaped(value ? yes : no);
  if (Array.isArray(value)) return escaped(value.length === 0 ? nothing : value.join(', '));
  return escaped(String(value));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
