export const accountWords = {
  pageTitle: 'Your page',
  logins: 'Last log-ins',
  noLogins: 'This is your first visit. Your next log-ins will be listed here.',
  outcomes: {
    accepted: 'Logged in',
    refused: 'Not recognised',
    retry: 'Asked to try again',
  },
  empty: [
    {
      title: 'My samples',
      text: 'Three photos and three recordings became encrypted descriptions. The photos and recordings are gone. Renewing them from here is on its way.',
    },
    {
      title: 'My devices',
      text: 'No devices yet. Passkeys will be listed here once you can add them.',
    },
    {
      title: 'My data',
      text: 'We keep your name, your encrypted descriptions and the times of your log-ins. A button to download or delete them is on its way; until then, please ask the people who run this site.',
    },
  ],
};

export const logOutWords = {
  title: 'Log out?',
  lead: 'You can come back any time with your face and your voice.',
  action: 'Log out',
  stay: 'Stay logged in',
};

/** "Hello, ada." */
export function hello(name: string): string {
  return `Hello, ${name}.`;
}

/** "You signed up on 21 November 2026." */
export function signedUpOn(date: string): string {
  return `You signed up on ${date}.`;
}
