import { build, sourcesHash } from '@/lib/server/build';
import { command, noArguments } from './command';

const USAGE = `npm run build
  Builds the pages from the sources; \`npm start\` does so by itself where it has to. Every build of the same sources understands the pages of the others.`;

await command(USAGE, async (args) => {
  noArguments(args);
  try {
    await build(sourcesHash()).done;
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
});
