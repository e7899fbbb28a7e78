import { spawn } from 'node:child_process';

/** How a command ended, and what it printed. */
export interface ScriptRun {
  status: number | null;
  out: string;
  err: string;
}

/** Runs a command of `scripts/` without blocking this process, which may be holding the lock that the command knocks at. */
export async function runScript(
  path: string,
  words: readonly string[],
  environment: Record<string, string>,
): Promise<ScriptRun> {
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...words], {
    env: { ...process.env, ...environment, DATABASE_URL: '' },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, out, err };
}
