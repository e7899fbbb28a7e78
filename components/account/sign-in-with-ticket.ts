/** Fetches what `signInWithTicket` needs. Most people who open the page need it only seconds later: it may come then. */
export function loadSignIn(): Promise<typeof import('next-auth/react')> {
  return import('next-auth/react');
}

/** Turns the ticket of an accepted log-in or sign-up into a session; says whether that worked. */
export async function signInWithTicket(ticket: string): Promise<boolean> {
  const { signIn } = await loadSignIn();
  const answer = await signIn('credentials', { ticket, redirect: false });
  return answer?.ok === true && !answer.error;
}
