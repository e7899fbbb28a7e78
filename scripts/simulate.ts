import { mkdir, writeFile } from 'node:fs/promises';
import { percent } from '@/lib/evaluation/report/percent';
import { type Line, lineChart } from '@/lib/evaluation/report/plot';
import { simulateAttacker } from '@/lib/evaluation/simulation/attacker';
import { simulateDrift } from '@/lib/evaluation/simulation/drift';
import { type Adaptation, simulatedModel } from '@/lib/evaluation/simulation/person';
import { simulateSiege } from '@/lib/evaluation/simulation/siege';
import { command, noArguments } from './command';

const FOLDER = 'docs/figures';

const USAGE = `npm run simulate
  Draws the curves of docs/evaluation.md about thresholds and templates that adapt into ${FOLDER}, and prints its tables, with that of
  the limits on attempts. The same every time.`;

/** The false match rate that `balanced` states. */
const FMR = 1e-4;
/** People of the site that is attacked as a whole. */
const PEOPLE = 200;

/** How close the imitation of the attacker who is drawn gets. */
const BEST = 0.8;

const ways: readonly (Adaptation & { label: string; dash?: string })[] = [
  { label: 'one threshold for all', threshold: false, template: false, dash: '2 4' },
  { label: 'personal threshold', threshold: true, template: false, dash: '8 4' },
  { label: 'personal threshold, template updates', threshold: true, template: true },
];

/** One row of docs/evaluation.md for each attacker. */
function printSieges(): void {
  for (const names of [1, PEOPLE])
    for (const networks of [1, 100, 10_000])
      for (const ownersLogIn of [true, false]) {
        const siege = simulateSiege({ networks, names, ownersLogIn });
        const perName = siege.guesses / names;
        const cells = [
          names,
          networks,
          ownersLogIn ? 'yes' : 'no',
          percent(siege.blockedOnKnownDevices),
          percent(siege.blockedElsewhere),
          siege.firstDay,
          siege.lastDays,
          percent(1 - (1 - FMR) ** perName, 2),
          (siege.guesses * FMR).toFixed(2),
        ];
        console.log(`| ${cells.join(' | ')} |`);
      }
}

await command(USAGE, async (args) => {
  noArguments(args);
  await mkdir(FOLDER, { recursive: true });
  const model = await simulatedModel();
  const lines: Line[] = [];
  for (const way of ways) {
    const months = simulateDrift(model, way);
    lines.push({
      label: way.label,
      ...(way.dash && { dash: way.dash }),
      values: months.map((m) => 100 * m.falseNonMatchRate),
    });
    const shown = [0, 5, 11, 17, 23].map((month) => percent(months[month]?.falseNonMatchRate ?? Number.NaN));
    console.log(`drift, ${way.label}: FNMR in months 1, 6, 12, 18, 24: ${shown.join(', ')}`);
  }
  const drift = {
    below: 'Months',
    left: 'False non-match rate, %',
    steps: ['0', '6', '12', '18', '24'],
    range: [0, 4],
  } as const;
  await writeFile(`${FOLDER}/drift.svg`, lineChart(lines, 'A voice that changes for two years', drift));

  for (const best of [0.6, BEST, 0.9]) {
    for (const way of ways) {
      const stretches = simulateAttacker(model, best, way);
      const accepted = stretches.reduce((sum, { acceptedShare }) => sum + acceptedShare, 0) / stretches.length;
      const thresholds = stretches.map(({ threshold }) => threshold);
      const stayed = stretches.at(-1)?.templateStayed ?? Number.NaN;
      console.log(
        `attacker up to ${best}, ${way.label}: ${percent(accepted)} accepted, threshold ` +
          `${thresholds[0]?.toFixed(2)} to ${Math.min(...thresholds).toFixed(2)}, template ${stayed.toFixed(2)} as enrolled`,
      );
    }
  }
  const attack = simulateAttacker(model, BEST, { threshold: true, template: true });
  const curves: Line[] = [
    { label: 'threshold', values: attack.map(({ threshold }) => threshold) },
    { label: 'attacker, similarity', values: attack.map(({ similarity }) => similarity), dash: '8 4' },
    { label: 'share accepted', values: attack.map(({ acceptedShare }) => acceptedShare), dash: '2 4' },
  ];
  const axes = {
    below: 'Attempts',
    left: 'Similarity, share',
    steps: ['0', '1,250', '2,500', '3,750', '5,000'],
    range: [0, 1],
  } as const;
  printSieges();
  await writeFile(`${FOLDER}/attacker.svg`, lineChart(curves, 'Ever closer samples of an attacker', axes));
});
