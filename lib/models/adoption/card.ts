import type { ModelPin } from '@/lib/inference/manifest';
import type { OnnxSummary } from '@/lib/models/onnx/inspect';
import type { Trial } from './trial';

/** The card of an adopted model: what the file is, and what was measured when it came. Whoever brought it adds what they know. */
export function cardOf(pin: ModelPin, { nodes, parameters }: OnnxSummary, trial: Trial, date: string): string {
  const { calibration, pairs, impostors, enrolment, llr, cohort, golden } = pin;
  const rows = [
    ['log-in, against three recordings: similarity', calibration?.similarity, calibration?.dataset],
    ['one recording against one: similarity', pairs?.similarity, pairs?.dataset],
    ['strangers: mean', impostors?.mean, impostors?.dataset],
    ['strangers: deviation', impostors?.deviation, impostors?.dataset],
    ['three recordings of a sign-up: distance', enrolment?.maxDistance, enrolment?.dataset],
    ['Cllr, bits', llr?.cllr, llr?.dataset],
  ] as const;
  const table = rows.flatMap(([what, value, data]) =>
    value === undefined ? [] : [`| ${what} | ${value} | ${data} |`],
  );
  return `# Voice model ${pin.id}

${pin.origin}. Licence: ${pin.licence}. Adopted ${date} with \`npm run models:adopt\`.

\`${pin.file}\`, ${pin.bytes} bytes, SHA-256 \`${pin.sha256}\`; ${nodes} operators, ${(parameters / 1e6).toFixed(2)} M parameters; input
\`${pin.input}\` float32 [1, frames, 80], output \`${pin.output}\` float32 [1, ${pin.embeddingSize}] (not normalised). Front end: Kaldi log-mel filterbank as in
\`lib/voice/filterbank.ts\`, then the mean over time is subtracted. ${golden ? `\`${golden.file}\`: what it gives for \`lib/voice/golden/\`.` : ''}
${cohort ? `\`${cohort.file}\`: embeddings of ${cohort.embeddings} other speakers.` : 'No cohort: streams compare unknown names with a random direction.'}

**Speed** when adopted: ${trial.milliseconds.toFixed(1)} ms for 5 s of speech on one thread, front end not counted; ${Math.round(trial.megabytes)} MB at most in a process of its own.

**Measured**

| what | value | data |
| --- | --- | --- |
${table.join('\n')}

**Not known**: what it was trained on, and whether anybody in the data above was among them, unless whoever brought it adds it here.
`;
}
