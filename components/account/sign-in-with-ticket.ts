/**
 * Turns the ticket of an accepted log-in or sign-up into a session; says whether that worked. Throws what fetch throws where there is no
 * way to the server, which next-auth's own client would answer by leaving the page.
 */
export async function signInWithTicket(ticket: string): Promise<boolean> {
  const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
  const response = await fetch('/api/auth/callback/credentials', {
    method: 'POST',
    body: new URLSearchParams({ csrfToken, ticket, json: 'true' }),
  });
  return response.ok;
}
