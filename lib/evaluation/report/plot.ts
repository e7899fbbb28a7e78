import type { OperatingPoints, Trial } from '@/lib/evaluation/rates/rates';
import { upperQuantile } from '@/lib/math/normal';
import { clamp } from '@/lib/math/statistics';

const SIZE = 520;
const MARGIN = 64;
const PLOT = SIZE - 2 * MARGIN;
/** Rates that the axes of a DET curve name. */
const TICKS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4];
const LOWEST = 0.0005;
const HIGHEST = 0.5;
const BARS = 60;

/** The DET curve (Martin et al., Eurospeech 1997): both error rates on normal deviate axes. An SVG document. */
export function detCurve(
  points: OperatingPoints,
  title: string,
  [below, left] = ['False match rate', 'False non-match rate'],
): string {
  const low = upperQuantile(LOWEST);
  const scale = PLOT / (upperQuantile(HIGHEST) - low);
  const along = (rate: number): number => (upperQuantile(clamp(rate, LOWEST, HIGHEST)) - low) * scale;
  const across = (rate: number): number => MARGIN + along(rate);
  const up = (rate: number): number => SIZE - MARGIN - along(rate);
  const x = (rate: number): string => across(rate).toFixed(1);
  const y = (rate: number): string => up(rate).toFixed(1);
  const grid = TICKS.map((rate) => {
    const label = `${rate * 100} %`;
    return (
      `<path class="grid" d="M${x(rate)} ${MARGIN}V${SIZE - MARGIN}M${MARGIN} ${y(rate)}H${SIZE - MARGIN}"/>` +
      `<text x="${x(rate)}" y="${SIZE - MARGIN + 18}" text-anchor="middle">${label}</text>` +
      `<text x="${MARGIN - 6}" y="${y(rate)}" dy="4" text-anchor="end">${label}</text>`
    );
  });
  const body = [
    ...grid,
    `<path class="grid" d="M${MARGIN} ${SIZE - MARGIN}L${SIZE - MARGIN} ${MARGIN}"/>`,
    curve(points, across, up),
  ];
  return document(title, below as string, left as string, body);
}

/** Powers of ten of the false match rate that a ROC curve begins and ends at. */
const ROC_FROM = -4;

/** The receiver operating characteristic: true matches over false ones, those on a logarithmic axis. An SVG document. */
export function rocCurve(points: OperatingPoints, title: string): string {
  const x = (rate: number): number => MARGIN + PLOT * (1 - Math.max(ROC_FROM, Math.log10(rate)) / ROC_FROM);
  const y = (rate: number): number => SIZE - MARGIN - PLOT * rate;
  const grid = Array.from({ length: 1 - ROC_FROM }, (_, i) => {
    const rate = 10 ** (ROC_FROM + i);
    const at = x(rate).toFixed(1);
    const label = `<text x="${at}" y="${SIZE - MARGIN + 18}" text-anchor="middle">${Number((100 * rate).toFixed(4))} %</text>`;
    return `<path class="grid" d="M${at} ${MARGIN}V${SIZE - MARGIN}"/>${label}`;
  });
  const marks = [0, 0.25, 0.5, 0.75, 1].map((rate) => {
    const at = y(rate).toFixed(1);
    const label = `<text x="${MARGIN - 6}" y="${at}" dy="4" text-anchor="end">${100 * rate} %</text>`;
    return `<path class="grid" d="M${MARGIN} ${at}H${SIZE - MARGIN}"/>${label}`;
  });
  const line = curve(points, x, (falseNonMatchRate) => y(1 - falseNonMatchRate));
  return document(title, 'False match rate', 'True match rate', [...grid, ...marks, line]);
}

/** Less than the line is wide: what is nearer to the point before cannot be seen. */
const NEAREST = 1;

/** A line through the points; of hundreds of thousands those few hundred that can be told apart. */
function curve(
  { falseMatchRates, falseNonMatchRates }: OperatingPoints,
  x: (falseMatchRate: number) => number,
  y: (falseNonMatchRate: number) => number,
): string {
  const line: string[] = [];
  let before = { x: Number.NaN, y: Number.NaN };
  falseMatchRates.forEach((rate, i) => {
    const at = { x: x(rate), y: y(falseNonMatchRates[i] as number) };
    const last = i === falseMatchRates.length - 1;
    if (!last && Math.hypot(at.x - before.x, at.y - before.y) < NEAREST) return;
    line.push(`${at.x.toFixed(1)} ${at.y.toFixed(1)}`);
    before = at;
  });
  return `<polyline class="curve" points="${line.join(' ')}"/>`;
}

/** Genuine and impostor scores as two histograms, each with an area of one. An SVG document. */
export function scoreHistogram(
  trials: readonly Pick<Trial, 'score' | 'same'>[],
  title: string,
  labels = { same: 'same person', different: 'different people' },
): string {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const { score } of trials) {
    lowest = Math.min(lowest, score);
    highest = Math.max(highest, score);
  }
  const width = (highest - lowest) / BARS || 1;
  const shares = (same: boolean): Float64Array => {
    const own = trials.filter((trial) => trial.same === same);
    const bars = new Float64Array(BARS);
    for (const { score } of own) {
      const bar = Math.min(BARS - 1, Math.floor((score - lowest) / width));
      bars[bar] = (bars[bar] as number) + 1 / own.length;
    }
    return bars;
  };
  const genuine = shares(true);
  const impostor = shares(false);
  const tallest = Math.max(...genuine, ...impostor);
  const bars = (values: Float64Array, className: string): string =>
    Array.from(values, (value, bar) => {
      const height = (value / tallest) * PLOT;
      const left = MARGIN + (bar * PLOT) / BARS;
      const box = `x="${left.toFixed(1)}" y="${(SIZE - MARGIN - height).toFixed(1)}" width="${(PLOT / BARS).toFixed(1)}"`;
      return `<rect class="${className}" ${box} height="${height.toFixed(1)}"/>`;
    }).join('');
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const label = (lowest + share * (highest - lowest)).toFixed(2);
    return `<text x="${MARGIN + share * PLOT}" y="${SIZE - MARGIN + 18}" text-anchor="middle">${label}</text>`;
  });
  const marks = [0, 0.5, 1].map((share) => {
    const label = `${(100 * share * tallest).toFixed(1)} %`;
    return `<text x="${MARGIN - 6}" y="${SIZE - MARGIN - share * PLOT}" dy="4" text-anchor="end">${label}</text>`;
  });
  const legend =
    `<text class="impostor" x="${MARGIN + 8}" y="${MARGIN + 16}">${labels.different}</text>` +
    `<text class="genuine" x="${SIZE - MARGIN - 8}" y="${MARGIN + 16}" text-anchor="end">${labels.same}</text>`;
  const body = [bars(impostor, 'impostor'), bars(genuine, 'genuine'), ...ticks, ...marks, legend];
  return document(title, 'Score', 'Share of trials', body);
}

/** One line of a chart: values at equal steps. */
export interface Line {
  label: string;
  values: readonly number[];
  dash?: string;
}

/** Lines over one axis, `range` from bottom to top, told apart by dashes and labels. An SVG document. */
export function lineChart(
  lines: readonly Line[],
  title: string,
  axes: { below: string; left: string; steps: readonly string[]; range: readonly [number, number] },
): string {
  const [low, high] = axes.range;
  const y = (value: number): number => SIZE - MARGIN - (PLOT * (value - low)) / (high - low);
  const steps = axes.steps.map((label, i) => {
    const x = MARGIN + (PLOT * i) / (axes.steps.length - 1);
    return `<text x="${x.toFixed(1)}" y="${SIZE - MARGIN + 18}" text-anchor="middle">${label}</text>`;
  });
  const marks = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const value = low + share * (high - low);
    return (
      `<path class="grid" d="M${MARGIN} ${y(value).toFixed(1)}H${SIZE - MARGIN}"/>` +
      `<text x="${MARGIN - 6}" y="${y(value).toFixed(1)}" dy="4" text-anchor="end">${value.toFixed(2)}</text>`
    );
  });
  const curves = lines.map(({ label, values, dash }, i) => {
    const points = values.map((value, at) => {
      const x = MARGIN + (PLOT * at) / (values.length - 1);
      return `${x.toFixed(1)} ${y(clamp(value, low, high)).toFixed(1)}`;
    });
    const style = `class="curve"${dash ? ` stroke-dasharray="${dash}"` : ''}`;
    const key = MARGIN + 16 + 18 * i;
    return (
      `<polyline ${style} points="${points.join(' ')}"/>` +
      `<path ${style} d="M${MARGIN + 8} ${key}h32"/><text x="${MARGIN + 46}" y="${key}" dy="4">${escaped(label)}</text>`
    );
  });
  return document(title, axes.below, axes.left, [...marks, ...steps, ...curves]);
}

function document(title: string, below: string, left: string, body: readonly string[]): string {
  const middle = SIZE / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" role="img" aria-label="${escaped(title)}">`,
    '<style>text{font:12px sans-serif;fill:#333}.grid{stroke:#ddd;fill:none}.curve{stroke:#1d4ed8;stroke-width:2;fill:none}',
    '.genuine{fill:#15803d;fill-opacity:.6}.impostor{fill:#b91c1c;fill-opacity:.6}</style>',
    `<rect width="${SIZE}" height="${SIZE}" fill="#fff"/>`,
    ...body,
    `<path stroke="#333" fill="none" d="M${MARGIN} ${MARGIN}V${SIZE - MARGIN}H${SIZE - MARGIN}"/>`,
    `<text x="${middle}" y="28" text-anchor="middle">${escaped(title)}</text>`,
    `<text x="${middle}" y="${SIZE - 14}" text-anchor="middle">${below}</text>`,
    `<text transform="translate(16 ${middle}) rotate(-90)" text-anchor="middle">${left}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
