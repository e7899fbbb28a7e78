import { parseArgs } from 'node:util';
import { simulateAttacks } from '@/lib/evaluation/presentation-attacks/simulated-attacks';
import { asWrongArguments, command, WrongArguments } from './command';

const USAGE = `npm run simulate:attacks -- --faces DIR --out DIR
  Photographs as they would look from a screen and from paper, and as they are, all through the same camera.
  --faces DIR   photographs
  --out DIR     gets live/, spoof/screen/ and spoof/print/`;

await command(USAGE, async (args) => {
  const text = { type: 'string' } as const;
  const { faces, out } = parseArgs({ args, options: { faces: text, out: text } }).values;
  if (!faces || !out) throw new WrongArguments('--faces and --out are needed');
  await simulateAttacks(faces, out).catch(asWrongArguments);
});
