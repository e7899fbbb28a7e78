import { parseArgs } from 'node:util';
import { BadData } from '@/lib/evaluation/data/bad-data';

/** Arguments that a command does not understand; the text is for the person at the keyboard. */
export class WrongArguments extends Error {}

/** What a command was given to work on is at fault; one line for the person at the keyboard. */
export class BadInput extends Error {}

/**
 * Runs a command. `--help` prints `usage` and ends with 0; WrongArguments, and what `parseArgs` refuses, print it beside the reason
 * on standard error and end with 2; BadInput prints its line alone, and ends so too. Any other error is the caller's.
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
    if (error instanceof BadInput) console.error(error.message);
    else if (isWrongArguments(error)) console.error(`${error.message}\n\n${usage}`);
    else throw error;
    process.exitCode = 2;
  }
}

/** What is wrong with a path that a person named. */
const PATH_ERRORS: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES'];

/** For evaluations, which refuse arguments by TypeErrors, and data that they name by BadData, RangeErrors and paths that lead nowhere. */
export function asWrongArguments(error: unknown): never {
  const isPath = error instanceof Error && 'code' in error && PATH_ERRORS.includes(error.code);
  if (error instanceof BadData || error instanceof RangeError || isPath)
    throw new BadInput(error.message, { cause: error });
  if (error instanceof TypeError) throw new WrongArguments(error.message, { cause: error });
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
