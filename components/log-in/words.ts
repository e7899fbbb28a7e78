import { errorWords } from '@/components/words';

export const logInWords = {
  title: 'Log in',
  name: 'Your name',
  nameHint: 'The name you chose when you signed up.',
  code: 'Your code',
  codeHint: 'The 26 letters and digits that you were given. They work once.',
  remember: 'Remember my name on this device',
  submit: 'Log in with face and voice',
  what: 'Camera and microphone go on. You look at the camera, say a few digits and turn your head, in the order we ask for. If you cannot speak or turn your head, please take another way.',
  accepted: 'Welcome back',
  refused: { title: 'Not this time', text: errorWords.not_recognised },
  newHere: 'New here?',
  signUp: 'Sign up',
  goOn: 'Please log in to go on.',
};

export const otherWaysWords = {
  open: 'Other ways to log in',
  title: 'Other ways to log in',
  close: 'Close',
  haveCode: 'I have a code for my voice',
  contact: 'Write to the people who run this site',
  paragraphs: [
    'Sometimes a face and a voice are not the right way in: with a cold, in a quiet train, when the camera is broken, or for somebody who cannot speak or turn their head.',
    'Sometimes we learn to recognise voices in a new way. If you have not been here since, they can give you a code, which works together with your face.',
    'If you have a passkey, the button beside the name field lets you in. A recovery code from your list does as well; whoever has lost everything asks the people who run this site.',
  ],
};
