import type { ActionWords } from '@/components/capture/actions';
import type { StatusWords } from '@/components/capture/status';
import type { PhotoPose } from '@/lib/media/capture-limits';

export const signUpWords = {
  title: 'Sign up',
  progress: 'Progress',
  steps: { name: 'Name', face: 'Face', voice: 'Voice', done: 'Done' },
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
      text: 'Your name, and numbers that describe your face and your voice, encrypted: those you give now, and the voice of your last eight log-ins. Also encrypted, tiny grey pictures and the high points of the sound, now and of your last thirty log-ins, for 90 days: they tell us when somebody sends yours again. Of each log-in its time, how it ended, how alike you were, the kind of browser, and fingerprints that tell us when the same picture or recording comes twice. While you are logged in, the network you came from. On your device, a cookie that lets it try in peace when strangers guess at your name. Your samples follow your log-ins only if you ask for it later.',
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
  agree: 'Yes, you may take three photos and three recordings of me and store what describes them.',
  submit: 'Go on to the photos',
};

export const faceWords = {
  title: 'Three photos of your face',
  captions: ['First photo', 'Second photo', 'Third photo'],
  poses: {
    straight: 'Look straight at the camera',
    left: 'Turn your head a little to the left',
    right: 'Turn your head a little to the right',
  } satisfies Record<PhotoPose, string>,
  tiles: { straight: 'Straight', left: 'Left', right: 'Right' } satisfies Record<PhotoPose, string>,
  done: 'All three photos are taken.',
  goOn: 'Go on to your voice',
};

export const voiceWords = {
  title: 'Three sentences in your voice',
  captions: ['Say this sentence', 'Now this one', 'And the last one'],
  tiles: ['First', 'Second', 'Third'],
  done: 'All three sentences are recorded.',
  goOn: 'Finish sign-up',
  back: 'Back to the photos',
};

export const tileWords = {
  list: 'Your samples',
  accepted: 'Accepted. Press to take it again.',
  current: 'This one is next.',
  missing: 'Not taken yet.',
};

export const doneWords = {
  finishing: 'Putting it all together',
  finishingText: 'We compare your samples with each other. This takes a few seconds.',
  title: 'You are signed up',
  text: 'From now on, one look and one sentence are enough.',
  open: 'Open your page',
  notSignedIn: 'You are signed up. Please log in now to see your page.',
  logIn: 'Log in',
};

export const problemWords = {
  already_registered: 'You have signed up with this name already. You can log in.',
  not_recognised: 'We could not finish your sign-up under this name. Please choose another name.',
  tryAgain: 'Try again',
  offline: 'We cannot reach Open Sesame just now. Check your connection and try again.',
};

const shared = {
  asking_permission: { title: 'Please allow it', text: 'Your browser asks you for it now.' },
  counting_down: { title: 'Get ready', text: 'It starts in a moment.' },
  uploading: { title: 'Checking', text: 'This takes a second or two.' },
  checking: { title: 'Checking', text: 'This takes a second or two.' },
  refused: { title: 'Not this time', text: problemWords.not_recognised },
};

export const faceStatus = {
  ...shared,
  idle: { title: 'Your camera is off', text: 'It goes on when you press the button, and off again after the photos.' },
  framing: { title: 'Ready when you are', text: 'Put your face into the oval. One photo is taken on each press.' },
  recording: { title: 'Hold still', text: 'Taking the photo.' },
  accepted: { title: 'Good, that one is kept', text: 'Thank you.' },
} satisfies StatusWords;

export const voiceStatus = {
  ...shared,
  idle: { title: 'Your microphone is off', text: 'It goes on when you press the button, and off again at the end.' },
  framing: { title: 'Ready when you are', text: 'Press the button and say the sentence in your usual voice.' },
  recording: { title: 'Say it now', text: 'We listen for five seconds.' },
  accepted: { title: 'Good, that one is kept', text: 'Thank you.' },
} satisfies StatusWords;

export const faceActions = {
  start: 'Turn on the camera',
  take: 'Take the photo',
  tryAgain: 'Try again',
  cancel: 'Stop',
} satisfies ActionWords;

export const voiceActions = {
  start: 'Turn on the microphone',
  take: 'Record',
  tryAgain: 'Try again',
  cancel: 'Stop',
} satisfies ActionWords;
