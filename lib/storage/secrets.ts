import { randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Env } from '@/lib/env';
import { SesameError } from '@/lib/errors';
import { writeOnce } from './write-once';

const fileSchema = z.object({ sessionSecret: z.base64().min(43), templateKey: z.base64().length(44) });

export interface Secrets {
  /** Signs the session cookie. */
  sessionSecret: string;
  /** Seals templates; 32 bytes. */
  templateKey: Uint8Array;
}

/**
 * The operator's secrets, or those in `secrets.json` in the data folder, made at the first start (mode 0600).
 * `report` gets one line when they are made.
 */
export async function readSecrets(env: Env, dataDir: string, report: (line: string) => void): Promise<Secrets> {
  if (env.NEXTAUTH_SECRET && env.TEMPLATE_KEY) {
    return { sessionSecret: env.NEXTAUTH_SECRET, templateKey: env.TEMPLATE_KEY };
  }
  const file = join(dataDir, 'secrets.json');
  const made = await writeOnce(file, newSecrets);
  if (made)
    report(
      `Made a session secret and a template key in ${file}: keep a copy, or set NEXTAUTH_SECRET and TEMPLATE_KEY.`,
    );
  await refuseIfOthersMayRead(file);
  const kept = fileSchema.safeParse(parseJson(await readFile(file, 'utf8')));
  if (!kept.success) throw new SesameError('storage_damaged', { detail: `${file} is not as it was written` });
  return {
    sessionSecret: env.NEXTAUTH_SECRET ?? kept.data.sessionSecret,
    templateKey: env.TEMPLATE_KEY ?? new Uint8Array(Buffer.from(kept.data.templateKey, 'base64')),
  };
}

function newSecrets(): string {
  const secrets = {
    sessionSecret: randomBytes(32).toString('base64'),
    templateKey: randomBytes(32).toString('base64'),
  };
  return `${JSON.stringify(secrets, null, 2)}\n`;
}

async function refuseIfOthersMayRead(file: string): Promise<void> {
  const { mode } = await stat(file);
  if (mode & 0o077)
    throw new SesameError('configuration_invalid', { detail: `${file} can be read by others: chmod 600` });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
