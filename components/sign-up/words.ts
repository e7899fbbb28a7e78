export const signUpWords = {
  title: 'Sign up',
  progress: 'Progress',
  steps: { name: 'Name', samples: 'Face and voice', done: 'Done' },
  cancel: 'Cancel sign-up',
  cancelled: 'You have cancelled. Nothing was kept.',
  resuming: 'One moment, we are looking where you were.',
  haveAccount: 'Signed up already?',
  logIn: 'Log in',
};

export const nameWords = {
  title: 'Your name, and your yes',
  label: 'Name',
  hint: '3 to 32 letters, digits, dots, dashes or underscores.',
  consentTitle: 'What we store, why, and for how long',
  consent: [
    {
      term: 'What',
      text: 'Your name, and numbers that describe your face, your voice and how you say each digit, encrypted: those you give now, and the voice of your last eight log-ins. Also encrypted, tiny grey pictures and the high points of the sound, now and of your last thirty log-ins, for 90 days: they tell us when somebody sends yours again. Of each log-in its time, how it ended, how alike you were, the kind of browser, and fingerprints that tell us when the same picture or recording comes twice. While you are logged in, the network you came from. On your device, a cookie that lets it try in peace when strangers guess at your name. Your samples follow your log-ins only if you ask for it later.',
    },
    {
      term: 'Why',
      text: 'Only to recognise you when you log in here, and to notice when somebody else tries. Nobody else receives them.',
    },
    {
      term: 'How long',
      text: 'Notes about log-ins for 180 days, all else until your account is deleted: please ask the people who run this site. The photos and recordings themselves are deleted as soon as their numbers exist.',
    },
  ],
  agree: 'Yes, you may take three photos and four recordings of me and store what describes them.',
  submit: 'Start',
  what: 'Camera and microphone go on together. Look straight, then a little left, then a little right: photos are taken by themselves. Then say four short rows of digits, in the language you think in. It takes about half a minute.',
  otherWays:
    'If you cannot speak or turn your head, this will not work for you. Please ask the people who run this site for another way in.',
  contact: 'Write to them',
};

/** Said where the samples are taken. */
export const sampleWords = {
  label: 'Your face and your voice',
  accepted: 'Good, that one is kept',
  startText: 'Camera and microphone go on when you press the button. What you have done already is kept.',
  start: 'Go on',
  done: 'Everything is there. You can still take one of them again: press it.',
  goOn: 'Finish sign-up',
};

export const tileWords = {
  list: 'Your samples',
  photos: ['Photo, straight', 'Photo, left', 'Photo, right'],
  recordings: ['First digits', 'Second digits', 'Third digits', 'Fourth digits'],
  accepted: 'Accepted. Press to take it again.',
  current: 'This one is next.',
  missing: 'Not taken yet.',
};

export const renameWords = {
  title: 'Another name, please',
  text: 'Your photos and recordings are kept: only the name is missing.',
  submit: 'Finish with this name',
};

export const doneWords = {
  finishing: 'Putting it all together',
  finishingText: 'We compare your samples with each other. This takes a few seconds.',
  title: 'You are signed up',
  text: 'From now on, one look, one turn of the head and a few digits are enough.',
  open: 'Open your page',
  moreWays: 'For days with a cold or without a camera: another way in. You can also add one later.',
  addPasskey: 'Add a passkey',
  saveCodes: 'Save recovery codes',
  notSignedIn: 'You are signed up. Please log in now to see your page.',
  logIn: 'Log in',
};

export const problemWords = {
  already_registered: 'You have signed up with this name already. You can log in.',
  not_recognised: 'We could not finish your sign-up under this name. Please choose another name.',
  tryAgain: 'Try again',
  offline: 'We cannot reach Open Sesame just now. Check your connection and try again.',
};

export const sampleRefused = { title: 'Not this time', text: problemWords.not_recognised };
