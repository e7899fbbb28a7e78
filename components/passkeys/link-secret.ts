/** The secret behind the `#` of the address, which the address bar and the history then forget. */
export function takeSecret(): string {
  const secret = window.location.hash.slice(1);
  window.history.replaceState(window.history.state, '', window.location.pathname);
  return secret;
}
