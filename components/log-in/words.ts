import type { StatusWords } from '@/components/capture/status';
import { errorWords } from '@/components/words';

export const logInWords = {
  title: 'Log in',
  name: 'Your name',
  nameHint: 'The name you chose when you signed up.',
  code: 'Your code',
  codeHint: 'The 26 letters and digits that you were given. They work once.',
  remember: 'Remember my name on this device',
  submit: 'Log in with face and voice',
  start: 'Turn on camera and microphone',
  take: 'Start',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  say: 'Say this sentence',
  newHere: 'New here?',
  signUp: 'Sign up',
  goOn: 'Please log in to go on.',
};

export const logInStatus = {
  idle: null,
  asking_permission: {
    title: 'Please allow the camera and the microphone',
    text: 'Your browser asks you for it now.',
  },
  framing: { title: 'Ready when you are', text: 'Put your face into the oval, press Start and say the sentence.' },
  counting_down: { title: 'Get ready', text: 'Look at the camera.' },
  recording: { title: 'Say it now', text: 'Look at the camera while you speak.' },
  uploading: { title: 'Checking', text: 'Your camera and microphone are off again.' },
  checking: { title: 'Checking', text: 'Your camera and microphone are off again.' },
  accepted: { title: 'Welcome back', text: 'You are in. One moment, please.' },
  refused: { title: 'Not this time', text: errorWords.not_recognised },
} satisfies StatusWords;

export const otherWaysWords = {
  open: 'Other ways to log in',
  title: 'Other ways to log in',
  close: 'Close',
  haveCode: 'I have a code',
  paragraphs: [
    'Sometimes a face and a voice are not the right way in: with a cold, in a quiet train, or when the camera is broken.',
    'For now, please ask the people who run this site. They know you and can help you.',
    'Sometimes we learn to recognise voices in a new way. If you have not been here since, they can give you a code, which works together with your face.',
    'Passkeys and recovery codes are planned. They are not here yet, and we do not want to pretend that they are.',
  ],
};
