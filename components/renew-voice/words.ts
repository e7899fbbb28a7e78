export const renewWords = {
  title: 'Your voice, once more',
  lead: 'We recognise voices in a new way now. Please say three sentences again. Until then you log in as before.',
  leadByCode: 'We recognise voices in a new way now. Please say three sentences again; then everything is as before.',
  begin: 'Start',
  done: 'All three sentences are recorded.',
  goOn: 'Finish',
  finishing: 'One moment, we compare your recordings with each other.',
  offline: 'We cannot reach Open Sesame just now. Check your connection and try again.',
  tryAgain: 'Try again',
  later: 'Later',
};
