import { evaluateVoice, VOICE_USAGE } from './voice';

const [kind, ...args] = process.argv.slice(2);

try {
  if (kind !== 'voice') throw new TypeError('say what to evaluate: voice');
  await evaluateVoice(args);
} catch (error) {
  if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
  console.error(`${error.message}\n\n${VOICE_USAGE}`);
  process.exitCode = 2;
}
