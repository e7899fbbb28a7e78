import { LEVELS } from '@/lib/decision/operating-point';
import { markdownTable, percentWithin, scaledWithin, thousands } from '@/lib/evaluation/report/markdown-table';
import type { Blocks } from '@/lib/evaluation/report/marked-block';
import type { Report } from '@/lib/evaluation/report/report';
import type { LoginCondition } from './login-captures';
import type { Level, LevelRates } from './login-cross-validation';

/** What the tables tell of an evaluation of log-ins. */
export interface LoginTables {
  condition: LoginCondition;
  /** Whom it was measured on. */
  data: string;
  rules: Readonly<Record<string, Report>>;
  levels: Readonly<Record<Level, LevelRates>>;
}

/** The blocks of docs/evaluation.md, and of clean captures the README's. */
export function loginBlocks(tables: LoginTables): Blocks {
  const page = [tables.data, rulesTable(tables), levelsTable(tables)].join('\n\n');
  if (tables.condition === 'degraded') return { 'log-in-degraded': page };
  return { 'log-in-clean': page, numbers: numbersTable(tables) };
}

function rulesTable({ rules }: LoginTables): string {
  const rows = Object.entries(rules).map(([name, { eer, minDcf, fnmrAtFmr, confidence }]) => [
    name,
    percentWithin(eer, confidence.eer, 2),
    scaledWithin(minDcf, confidence.minDcf, 1, 3),
    percentWithin(fnmrAtFmr['0.01'], confidence['0.01']),
    percentWithin(fnmrAtFmr['0.001'], confidence['0.001']),
    percentWithin(fnmrAtFmr['0.0001'], confidence['0.0001']),
  ]);
  const rates = ['1 %', '0.1 %', '0.01 %'].map((rate) => `FNMR % at FMR ${rate}`);
  return markdownTable(['scores', 'EER %', 'minDCF', ...rates], rows);
}

function levelsTable({ levels }: LoginTables): string {
  const rows = Object.entries(levels).map(([level, { above, falseMatchRate, falseNonMatchRate }]) => {
    const strangers = LEVELS[level as Level];
    const ofMany = (each: LevelRates['above']): string => scaledWithin(each.rate, each.interval, strangers, 2);
    return [
      level,
      `1 in ${thousands(strangers)}`,
      ofMany(above),
      ofMany(falseMatchRate),
      percentWithin(falseNonMatchRate.rate, falseNonMatchRate.interval),
    ];
  });
  const heading = ['level', 'stated FMR', 'strangers above the score, for one stated', 'with the floors', 'FNMR %'];
  return markdownTable(heading, rows);
}

function numbersTable({ data, rules, levels: { balanced }, condition }: LoginTables): string {
  const row = [
    `log-in at \`balanced\`, ${condition}`,
    scaledWithin(balanced.falseMatchRate.rate, balanced.falseMatchRate.interval, 10_000, 2),
    percentWithin(balanced.falseNonMatchRate.rate, balanced.falseNonMatchRate.interval),
    rules.fusion ? percentWithin(rules.fusion.fnmrAtFmr['0.0001'], rules.fusion.confidence['0.0001']) : '',
  ];
  const heading = ['', 'strangers of 10,000 who get in', 'FNMR %', 'FNMR % of the score alone at FMR 0.01 %'];
  return `${markdownTable(heading, [row])}\n\n${data} Brackets: 95 %.`;
}
