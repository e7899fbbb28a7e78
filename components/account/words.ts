import type { LoginReason, ToldSignal } from '@/lib/account/history';

export const accountWords = {
  pageTitle: 'Your page',
  logins: 'Last log-ins',
  noLogins: 'This is your first visit. Your next log-ins will be listed here.',
  unknownBrowser: 'Unknown browser',
  outcomes: {
    accepted: 'Logged in',
    refused: 'Not recognised',
    retry: 'Asked to try again',
  },
  empty: [
    {
      title: 'My samples',
      text: 'Three photos and four recordings became encrypted descriptions. The photos and recordings are gone. Renewing them from here is on its way.',
    },
    {
      title: 'Ways in',
      text: 'Passkeys and recovery codes, for days on which face or voice do not work.',
      link: { to: '/account/ways_in', text: 'Add or change them' },
    },
    {
      title: 'My data',
      text: 'We keep your name, your encrypted descriptions, and for 180 days what this page shows of your log-ins. A button to download or delete them is on its way; until then, please ask the people who run this site.',
    },
  ],
};

/** Why a log-in ended as it did: for the person who is logged in, about their own name. */
export const reasonWords = {
  burst_shows_two_faces: 'The pictures did not all seem to show the same person.',
  face_mismatch: 'The face was not close enough to your photos.',
  voice_mismatch: 'The voice was not close enough to your recordings.',
  fused_score_too_low: 'Face and voice together were not close enough.',
  voice_model_gone: 'We could not compare your voice, because we recognise voices in a new way now.',
  wrong_code: 'The code was not right, or no longer good.',
  renewal_code: 'We knew you by your face and your code, because your voice had to be recorded anew.',
  passkey: 'You came in by a passkey.',
  passkey_asked: 'Face and voice were recognised, and your passkey was asked for.',
  face_voice_and_passkey: 'You came in by face, voice and a passkey.',
  recovery_code: 'You came in by a recovery code.',
  operator_code: 'You came in by a code of the people who run this site.',
  email_link: 'You came in by a link that was sent to your address.',
  passkey_invalid: 'The answer of the passkey did not hold.',
  passkey_counter: 'The passkey seems to be a copy: it counted backwards.',
  challenge_over: 'The answer of the passkey came too late, or twice.',
  unknown_passkey: 'The passkey was not yours.',
  once_more: 'Something was unusual, so we asked for another try.',
  movement_refused: 'The head that turned did not look like yours before this camera.',
  digits_wrong: 'The digits were not the ones we asked for, or not in your voice.',
  digits_unclear: 'We could not tell whether the digits were the ones we asked for.',
  lips_differ: 'The lips did not go with the voice.',
  lips_unclear: 'We could not see whether the lips went with the voice.',
  turn_further: 'The head was not turned far enough.',
  turn_other_way: 'The head was turned the other way.',
  turn_back: 'The head did not turn back to the camera.',
  turn_unclear: 'We could not follow the head.',
  no_face: 'We could not see a face well.',
  many_faces: 'There was more than one face in the picture.',
  face_too_small: 'The face was too far away.',
  face_cut_off: 'The face was partly out of the picture.',
  face_turned: 'The face was turned away from the camera.',
  too_dark: 'It was too dark.',
  too_bright: 'It was too bright.',
  low_contrast: 'The picture was hazy.',
  too_blurred: 'The picture was blurred.',
  no_speech: 'We could not hear anybody speak.',
  too_short: 'There was too little speech.',
  too_quiet: 'The voice was too quiet.',
  clipped: 'The recording was too loud.',
  too_noisy: 'It was too noisy.',
} satisfies Record<LoginReason, string>;

/** What was unusual about a log-in. */
export const signalWords = {
  unlike_history: 'It was unlike your other log-ins.',
  ensemble_spread: 'Parts of it did not agree with each other.',
  face_voice_disagree: 'Face and voice did not agree with each other.',
  unusual_hour: 'It was at an hour that is unusual for you.',
  new_browser: 'It came from a browser that we had not seen with you before.',
  near_misses: 'Several tries had just failed before it.',
  capture_at_other_names: 'The same capture was used with another name.',
  many_captures: 'Very many tries were made with your name.',
  replayed_sound: 'The recording was too much like an earlier one.',
  replayed_picture: 'The same pictures had been sent before.',
  repeated_frames: 'The camera showed one picture again and again.',
  speech_backwards: 'The recording sounded as if it were played backwards.',
  challenge_failed: 'The digits were not said, or the head was not turned, as we asked.',
  lips_differ: 'The lips did not go with the voice.',
  injected_frames: 'The pictures did not look as if a camera took them.',
} satisfies Record<ToldSignal, string>;

export const voiceNotice = {
  title: 'Your voice, once more',
  text: 'We recognise voices in a new way now. When you have a quiet minute, please say some digits for us.',
  link: 'Say them now',
};

/** The sentence for a reason of the audit trail, which may be one of an older version. */
export function reasonText(reason: string): string {
  return Object.hasOwn(reasonWords, reason) ? reasonWords[reason as LoginReason] : 'It did not work this time.';
}

export const scoreWords = {
  title: 'How alike you were',
  none: 'After your next log-in, you can see here how close your face and your voice were.',
  text: 'How close each log-in was to what you enrolled, oldest on the left. Higher is closer; 1 would be the very same.',
  face: 'Your face',
  voice: 'Your voice',
  legend:
    'Disc: logged in. Cross: not logged in. Dashed line: how close it had to be. A cross can stand above its line: the whole log-in is judged, not the face or the voice alone.',
  asTable: 'The same as a table',
  columns: ['When', 'How close', 'Asked', 'Logged in'],
  yes: 'yes',
  no: 'no',
};

export const adaptationWords = {
  title: 'Let my log-ins keep my samples up to date',
  text: 'Faces and voices change slowly. If you like, a very clear log-in, at most once a day, adds its encrypted description to your samples. What you enrolled always stays as it is.',
  on: 'This is on.',
  off: 'This is off.',
  allow: 'Turn on updates',
  stop: 'Turn off and go back to what I enrolled',
  reset: 'Go back to what I enrolled, and begin anew',
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
