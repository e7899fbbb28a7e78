/** Seconds: 400 days, the most that browsers keep a cookie. */
const KEPT = 400 * 86_400;

/** Keeps what a person chose of how pages look in a cookie that the server reads. */
export function keepChoice(cookie: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve.
  document.cookie = `${cookie}=${value}; Path=/; Max-Age=${KEPT}; SameSite=Lax`;
}

/** What was kept under that name, or undefined. */
export function keptChoice(cookie: string): string | undefined {
  const begin = `${cookie}=`;
  return document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(begin))
    ?.slice(begin.length);
}
