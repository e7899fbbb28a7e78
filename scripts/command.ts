import { parseArgs } from 'node:util';

/** Arguments that a command does not understand; the text is for the person at the keyboard. */
export class WrongArguments extends Error {}

/**
 * Runs a command. `--help` prints `usage` and ends with 0; WrongArguments, and what `parseArgs` refuses, print it beside the reason
 * on standard error and end with 2. Any other error is the caller's.
 */
export async function command(usage: string, run: (args: string[]) => Promise<void> | void): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    return;
  }
  try {
    await run(args);
  } catch (error) {
    if (!isWrongArguments(error)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  }
}

/** For evaluations, which refuse arguments, and data that they name, by TypeErrors, RangeErrors and files that are not there. */
export function asWrongArguments(error: unknown): never {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  if (error instanceof TypeError || error instanceof RangeError || missing) {
    throw new WrongArguments(error.message, { cause: error });
  }
  throw error;
}

/** For a command that takes none. Throws what `parseArgs` throws. */
export function noArguments(args: string[]): void {
  parseArgs({ args, options: {} });
}

/** By what `command` tells a person's slip from a fault. */
export function isWrongArguments(error: unknown): error is Error {
  if (error instanceof WrongArguments) return true;
  const { code } = error as NodeJS.ErrnoException;
  return error instanceof TypeError && code?.startsWith('ERR_PARSE_ARGS') === true;
}
