import { parseArgs } from 'node:util';
import { benchStreams } from '@/lib/benchmark/streams';
import { positive } from '@/lib/evaluation/arguments';
import { asWrongArguments, command } from './command';

const USAGE = `npm run bench:streams -- [options]
  Many streams at once against the real server, in real time: memory, processor time, partials and verdicts.
  --streams N    at once (200)
  --seconds N    of speech in each (59)
  --rounds N     (1)`;

const number = (value: string) => ({ type: 'string', default: value }) as const;

await command(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: { streams: number('200'), seconds: number('59'), rounds: number('1') },
  });
  const run = async (): Promise<void> => {
    const streams = positive('--streams', values.streams);
    const seconds = positive('--seconds', values.seconds);
    await benchStreams({ streams, seconds, rounds: positive('--rounds', values.rounds) }, console.log);
  };
  await run().catch(asWrongArguments);
});
