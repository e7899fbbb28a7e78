import { exec } from 'node:child_process';
import { promisify } from 'node:util';
import { SesameError } from '@/lib/errors';
import { type MasterKeys, masterKey, nonEmpty } from './master-keys';

const run = promisify(exec);

/** How long a command may take, and how soon it is asked again, in milliseconds. */
const LONGEST_MS = 30_000;
const ASK_EVERY_MS = 10_000;

/**
 * Master keys that a program prints, of a key management service for example: 32 bytes in base64 each, on lines of their own, the
 * current one first. Throws `configuration_invalid`; what the program printed is never told.
 *
 * @param now milliseconds
 */
export async function commandKeys(command: string, now: () => number = Date.now): Promise<MasterKeys> {
  let keys = await ask(command);
  let askedAt = now();
  return {
    all: () => keys,
    reload: async () => {
      if (now() - askedAt < ASK_EVERY_MS) return;
      askedAt = now();
      keys = await ask(command).catch(() => keys);
    },
  };
}

async function ask(command: string): Promise<ReturnType<MasterKeys['all']>> {
  const printed = await run(command, { timeout: LONGEST_MS, maxBuffer: 65_536 }).catch(() => undefined);
  const keys = (printed?.stdout ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((text) => new Uint8Array(Buffer.from(text, 'base64')));
  if (keys.length === 0 || keys.some((key) => key.length !== 32))
    throw new SesameError('configuration_invalid', { detail: 'KEY_COMMAND did not print keys of 32 bytes in base64' });
  return nonEmpty(keys.map(masterKey));
}
