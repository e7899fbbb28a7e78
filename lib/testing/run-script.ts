import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { vi } from 'vitest';

/** How a command ended, and what it printed. */
export interface ScriptRun {
  status: number | string | null;
  out: string;
  err: string;
}

/** Runs a command of `scripts/` in this process, from its first line on, which is some seconds faster than a process of its own. */
export async function runScript(
  path: string,
  words: readonly string[],
  environment: Record<string, string> = {},
): Promise<ScriptRun> {
  let [out, err] = ['', ''];
  const onOut = (...line: unknown[]): void => {
    out += `${format(...line)}\n`;
  };
  const onErr = (...line: unknown[]): void => {
    err += `${format(...line)}\n`;
  };
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(onOut),
    vi.spyOn(console, 'info').mockImplementation(onOut),
    vi.spyOn(console, 'warn').mockImplementation(onErr),
    vi.spyOn(console, 'error').mockImplementation(onErr),
    // It would end the worker.
    vi.spyOn(process, 'exit').mockImplementation((status) => {
      throw new Error(`exit ${status}`);
    }),
  ];
  const { argv, env } = process;
  process.argv = [process.execPath, path, ...words];
  process.env = { ...env, ...environment, DATABASE_URL: '' };
  process.exitCode = undefined;
  vi.resetModules();
  try {
    await import(/* @vite-ignore */ pathToFileURL(resolve(path)).href);
    return { status: process.exitCode ?? 0, out, err };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.argv = argv;
    process.env = env;
    process.exitCode = undefined;
  }
}
