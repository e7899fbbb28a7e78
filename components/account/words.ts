export const logOutWords = {
  title: 'Log out?',
  lead: 'You can come back any time with your face and your voice.',
  action: 'Log out',
  stay: 'Stay logged in',
};
