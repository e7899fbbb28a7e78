/** Who passkeys are made for (WebAuthn level 3, 4: relying party). A passkey is good at this site and at no other. */
export interface RelyingParty {
  /** The host, without its port. */
  id: string;
  /** What the browser has to have loaded the page from. */
  origin: string;
  name: string;
}

/** @param site the address that people type */
export function relyingParty(site: string): RelyingParty {
  const { hostname, origin } = new URL(site);
  return { id: hostname, origin, name: 'Open Sesame' };
}
