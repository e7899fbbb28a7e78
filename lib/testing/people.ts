import type { Result } from '@/lib/errors';
import { MAX_PHOTO_BYTES } from '@/lib/media/capture-limits';
import { parseDataUrl } from '@/lib/media/data-url';
import type { ActionClient } from './action-client';
import { burstOf } from './burst';
import { ENROLLED, photo, type Speaker, sentence } from './captures';
import type { Person } from './faces';

/** What a sign-up takes, as data URLs: the photo counts three times. */
export interface Samples {
  photo: string;
  /** Of the strings, in order. */
  recordings: readonly string[];
}

/** Demo photographs and a synthetic voice. */
export async function demoSamples(person: Person = 'ada', speaker: Speaker = 'slt'): Promise<Samples> {
  const recordings = await Promise.all(ENROLLED.map((n) => sentence(speaker, n)));
  return { photo: await photo(person, 0), recordings };
}

/** Opens a sign-up over HTTP and gives it all its samples. Answers with the attempt, to be finished. */
export async function takeSamplesByScript(client: ActionClient, name: string, samples: Samples): Promise<string> {
  const enrolment = await client.startEnrolment({ name, consent: true });
  if (!enrolment.ok) throw new Error(enrolment.code);
  const { attemptId } = enrolment;
  const must = (answer: Result): void => {
    if (!answer.ok) throw new Error(answer.code);
  };
  for (const index of [0, 1, 2]) must(await client.takePhoto({ attemptId, index, photo: samples.photo }));
  for (const [index, recording] of samples.recordings.entries())
    must(await client.recordVoice({ attemptId, index, recording }));
  return attemptId;
}

/** Signs a person up over HTTP, with demo photographs and a synthetic voice unless told otherwise. Answers with the ticket. */
export async function signUpByScript(client: ActionClient, name: string, samples?: Samples): Promise<string> {
  const attemptId = await takeSamplesByScript(client, name, samples ?? (await demoSamples()));
  const result = await client.signUp({ attemptId });
  if (!result.ok) throw new Error(result.code);
  return result.ticket;
}

let bursts = 0;

/** Logs in over HTTP as somebody who moves a little before the camera, in a way of their own each time. */
export async function logInByScript(
  client: ActionClient,
  name: string,
  capture: { frame: string; recording: string },
): ReturnType<ActionClient['logIn']> {
  const challenge = await client.startLogin({ name });
  if (!challenge.ok) return challenge;
  const { attemptId } = challenge;
  const frames = await burstOf(Buffer.from(parseDataUrl(capture.frame, MAX_PHOTO_BYTES)), ++bursts);
  return client.logIn({ attemptId, ...frames, recording: capture.recording });
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
