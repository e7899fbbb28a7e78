import { createTransport, type Transporter } from 'nodemailer';
import type { Letter, Mailer } from '@/lib/auth/email/mailer';
import type { Env } from '@/lib/env';
import { singleton } from '@/lib/singleton';

/** How long a mail server may take to answer, in milliseconds. */
const PATIENCE_MS = 15_000;

const transports = (): Map<string, Transporter> => singleton('mail-transports', () => new Map());

/** The mail server of `SMTP_URL`; undefined where there is none. Over `smtp:` the connection is encrypted where the server offers it. */
export function mailer({ SMTP_URL, SMTP_FROM }: Pick<Env, 'SMTP_URL' | 'SMTP_FROM'>): Mailer | undefined {
  if (!SMTP_URL || !SMTP_FROM) return undefined;
  const transport = transports().get(SMTP_URL) ?? open(SMTP_URL);
  transports().set(SMTP_URL, transport);
  return {
    send: async (letter: Letter) => {
      await transport.sendMail({ from: SMTP_FROM, ...letter });
    },
  };
}

function open(url: string): Transporter {
  // No text of a letter may name a file or an address for the server to read.
  const closed = { disableFileAccess: true, disableUrlAccess: true };
  const patience = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS };
  return createTransport({ url, ...closed, ...patience });
}
