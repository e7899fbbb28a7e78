export const renewWords = {
  title: 'Your voice, once more',
  lead: 'We recognise voices in a new way now. Please say four short rows of digits, in the language you think in. Until then you log in as before.',
  leadByCode:
    'We recognise voices in a new way now. Please say four short rows of digits, in the language you think in; then everything is as before.',
  begin: 'Start',
  samples: {
    label: 'Your voice',
    startText: 'The microphone goes on when you press the button. What you have said already is kept.',
    goOn: 'Finish',
  },
  finishing: 'One moment, we compare your recordings with each other.',
  offline: 'We cannot reach Open Sesame just now. Check your connection and try again.',
  tryAgain: 'Try again',
  later: 'Later',
};
