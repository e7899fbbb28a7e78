import { percent } from '@/lib/evaluation/report/percent';
import { lineChart, scoreHistogram } from '@/lib/evaluation/report/plot';
import type { AuditEvent } from '@/lib/storage/audit';
import type { VerificationScore } from '@/lib/storage/scores';
import { byDay, counted, type Day } from './tables';

/** What the report is made of: no names, no ids, no addresses. */
export interface ReportRows {
  logins: Pick<AuditEvent, 'at' | 'outcome' | 'reason' | 'signals'>[];
  scores: Pick<VerificationScore, 'modality' | 'similarity' | 'threshold' | 'accepted'>[];
}

/** The report as one HTML document, without scripts; `curve` is an evaluation's DET curve, an SVG document. */
export function reportPage({ logins, scores }: ReportRows, curve?: Uint8Array): string {
  const failed = logins.filter(({ outcome }) => outcome !== 'accept');
  const days = byDay(logins);
  const daily = days.map(({ day, accepted, all }) => [day, all, accepted, percent(accepted / all)]);
  const counts = (texts: readonly string[]): (string | number)[][] =>
    counted(texts).map(({ what, count }) => [what, count]);
  return [
    '<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Open Sesame: report</title>',
    '<style>body{font:16px/1.5 sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}td,th{text-align:left;padding:.2rem 1rem .2rem 0}svg{max-width:32rem}</style>',
    '<h1>Open Sesame: report</h1>',
    '<p>Accepted and refused are verdicts, not the truth: who was really there is not known. Nothing here is an error rate; those come from <code>npm run evaluate</code>.</p>',
    table('Acceptance over time', ['Day (UTC)', 'Log-ins', 'Accepted', 'Share'], daily),
    ...(days.length > 1 ? [acceptance(days)] : []),
    table('Why log-ins failed', ['Reason', 'Log-ins'], counts(failed.map(({ reason, outcome }) => reason ?? outcome))),
    table('What was unusual', ['Signal', 'Log-ins'], counts(logins.flatMap(({ signals }) => signals))),
    ...(['face', 'voice'] as const).map((modality) => scoresOf(modality, scores)),
    // As a picture: whatever a file says, it cannot run.
    ...(curve
      ? [
          `<h2>Evaluation</h2><img alt="DET curve" src="data:image/svg+xml;base64,${Buffer.from(curve).toString('base64')}">`,
        ]
      : []),
    '</html>',
    '',
  ].join('\n');
}

function acceptance(days: readonly Day[]): string {
  const line = { label: 'accepted', values: days.map(({ accepted, all }) => accepted / all) };
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? ''];
  const axes = { below: 'Days with log-ins', left: 'Share accepted', steps: [first, last], range: [0, 1] } as const;
  return lineChart([line], 'Acceptance over time', axes);
}

function scoresOf(modality: 'face' | 'voice', scores: ReportRows['scores']): string {
  const own = scores.filter((score) => score.modality === modality && Number.isFinite(score.similarity));
  const thresholds = counted(own.map(({ threshold }) => threshold.toFixed(2))).map(({ what, count }) => [what, count]);
  const trials = own.map(({ similarity, accepted }) => ({ score: similarity, same: accepted }));
  const labels = { same: 'accepted', different: 'not accepted' };
  const drawn = scoreHistogram(trials, `Similarities: ${modality}`, labels);
  return (own.length > 0 ? drawn : '') + table(`Thresholds: ${modality}`, ['Threshold', 'Log-ins'], thresholds);
}

function table(title: string, heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const heading = `<h2>${escaped(title)}</h2>`;
  if (rows.length === 0) return `${heading}<p>None.</p>`;
  const line = (cells: readonly (string | number)[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(String(cell))}</${tag}>`).join('')}</tr>`;
  return `${heading}<table>${line(heads, 'th')}${rows.map((row) => line(row, 'td')).join('')}</table>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
