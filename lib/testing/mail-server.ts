import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server of this machine's own, which takes every letter and delivers none. */
export interface MailServer {
  /** As `SMTP_URL` names it. */
  url: string;
  /** What arrived, as it was sent, the newest last. */
  letters: { to: string; text: string }[];
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const letters: MailServer['letters'] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join(' ');
        // Long lines are broken (quoted-printable, RFC 2045, 6.7).
        letters.push({ to, text: text.replace(/=\r?\n/g, '') });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    stop: () => new Promise<void>((resolve) => void server.close(resolve)),
  };
}

/** The secret behind the `#` of the link in a letter. */
export function secretIn(letter: { text: string } | undefined): string {
  return /#([0-9a-f]{32})/.exec(letter?.text ?? '')?.[1] ?? '';
}
