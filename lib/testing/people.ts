import type { ActionClient } from './action-client';
import { photo, type Speaker, sentence } from './captures';
import type { Person } from './faces';

/** Signs a person up over HTTP, with demo photographs and a synthetic voice. Answers with the ticket. */
export async function signUpByScript(
  client: ActionClient,
  name: string,
  person: Person = 'ada',
  speaker: Speaker = 'slt',
): Promise<string> {
  const enrolment = await client.startEnrolment({ name, consent: true });
  if (!enrolment.ok) throw new Error(enrolment.code);
  const { attemptId } = enrolment;
  for (const index of [0, 1, 2]) {
    const sentenceNumber = (index + 1) as 1 | 2 | 3;
    const answers = [
      await client.takePhoto({ attemptId, index, photo: await photo(person, 0) }),
      await client.recordVoice({ attemptId, index, recording: await sentence(speaker, sentenceNumber) }),
    ];
    for (const answer of answers) if (!answer.ok) throw new Error(answer.code);
  }
  const result = await client.signUp({ attemptId });
  if (!result.ok) throw new Error(result.code);
  return result.ticket;
}

/** What the server answered to a ticket, and the cookies it set, as a browser would send them back. */
export interface RedeemedTicket {
  status: number;
  cookies: { name: string; value: string }[];
}

/** Redeems a ticket as the page does: a token against forgery first, then the credentials callback. */
export async function redeemTicketByScript(url: string, ticket: string): Promise<RedeemedTicket> {
  const csrf = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const response = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { cookie: cookieHeader(cookiesOf(csrf)), 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, ticket, json: 'true' }),
    redirect: 'manual',
  });
  return { status: response.status, cookies: cookiesOf(response) };
}

export const cookieHeader = (cookies: RedeemedTicket['cookies']): string =>
  cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

function cookiesOf(response: Response): RedeemedTicket['cookies'] {
  return response.headers.getSetCookie().map((cookie) => {
    const [pair = ''] = cookie.split(';');
    const [name = '', ...value] = pair.split('=');
    return { name, value: value.join('=') };
  });
}
