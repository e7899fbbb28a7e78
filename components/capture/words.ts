import type { ReactNode } from 'react';
import type { PhotoPose } from '@/lib/media/capture-limits';
import type { PermissionPlace } from './permission-place';
import type { CaptureStateName } from './state';
import type { GuideHint } from './use-framing';

/** What a person sees and hears in each state: a short title, and what to do next. */
export interface Message {
  title: string;
  text: string;
}

/** The same of a refusal, and what to try next where that can be told. */
export interface Refusal extends Message {
  more?(triesLeft: number | undefined): ReactNode;
}

/** The states in which the words do not depend on whether a face or a voice is taken. */
export const captureWords = {
  permission_denied: {
    title: 'Your browser said no',
    text: 'Open Sesame may not use the camera or the microphone yet. You can allow it like this:',
  },
  no_camera: {
    title: 'We could not find a camera',
    text: 'Please connect one, or open its cover, and try again.',
  },
  no_microphone: {
    title: 'We could not find a microphone',
    text: 'Please connect one and try again.',
  },
  device_busy: {
    title: 'Camera or microphone is busy',
    text: 'Another app may be using it. Close video calls and other tabs, then try again.',
  },
  insecure_origin: {
    title: 'This address is not secure',
    text: 'Browsers allow a camera only at an address that begins with https. Please open Open Sesame there.',
  },
  unsupported: {
    title: 'This browser cannot record',
    text: 'Please use a recent Chrome, Edge, Firefox or Safari.',
  },
  timed_out: {
    title: 'Time ran out',
    text: 'That took a little too long, so we stopped and switched everything off. Please try again.',
  },
  offline: {
    title: 'You are offline',
    text: 'We cannot reach Open Sesame just now. Check your connection and try again.',
  },
  locked: {
    title: 'Please wait a little',
    text: 'Too many tries. Please wait a little before you try again.',
  },
} satisfies Partial<Record<CaptureStateName, Message>>;

/** Where each browser keeps the permission. */
export const permissionSteps = {
  chrome: [
    'Click the icon to the left of the address.',
    'Switch on Camera and Microphone.',
    'Come back here and try again.',
  ],
  edge: [
    'Click the lock to the left of the address.',
    'Set Camera and Microphone to Allow.',
    'Come back here and try again.',
  ],
  firefox: [
    'Click the crossed-out camera or microphone to the left of the address.',
    'Remove the block with the small cross beside it.',
    'Come back here, try again, and choose Allow.',
  ],
  safari: [
    'In the menu bar, choose Safari, then Settings for This Website.',
    'Set Camera and Microphone to Allow.',
    'Come back here and try again.',
  ],
  ios: [
    'Tap the page menu beside the address, then Website Settings.',
    'Set Camera and Microphone to Allow.',
    'Come back here and try again.',
  ],
  android: [
    'Tap the icon to the left of the address, then Permissions.',
    'Allow Camera and Microphone.',
    'Come back here and try again.',
  ],
  other: [
    'Open the settings of your browser for this website.',
    'Allow the camera and the microphone.',
    'Come back here and try again.',
  ],
} satisfies Record<PermissionPlace, string[]>;

export const stageWords = {
  preview: 'Your camera, as in a mirror',
};

/** What to do just now. */
export const promptWords = {
  asking_permission: 'Please allow the camera and the microphone',
  look: 'Look at the camera',
  counting_down: 'Get ready',
  say: 'Say these digits',
  sayNext: 'Look at the camera. These digits are next',
  poses: {
    straight: 'Look straight at the camera',
    left: 'Turn your head a little to the left',
    right: 'Turn your head a little to the right',
  } satisfies Record<PhotoPose, string>,
  turns: {
    left: 'Turn your head to the left',
    right: 'Turn your head to the right',
  },
  back: 'And back to the middle',
  checking: 'Checking',
};

export const actionWords = {
  take: 'Start now',
  tryAgain: 'Try again',
  cancel: 'Cancel',
};

/** One at a time. */
export const hintWords = {
  too_dark: 'It is too dark here',
  come_into_picture: 'Come into the picture',
  only_you: 'Only you in the picture, please',
  come_closer: 'Come closer',
  move_back: 'Move back a little',
  move_to_middle: 'Move to the middle',
  light_behind: 'Light is behind you',
  look_at_camera: 'Look at the camera',
  turn_further: 'Turn a little further',
  turn_less: 'Turn a little less',
  other_way: 'The other way, please',
  hold_still: 'Hold still',
  good: 'Good, stay like that',
  speak_louder: 'Speak a little louder',
  noisy: 'It is noisy here',
  slower: 'A little slower, please',
} satisfies Record<GuideHint, string>;

export const settingsWords = {
  title: 'Camera, microphone and countdown',
  camera: 'Camera',
  microphone: 'Microphone',
  countdown: 'Wait a second before we start',
  unnamed: 'Unnamed device',
};

/** "Too many tries. You can try again in 2 minutes 40 seconds." `wait` comes from `waitWords`. */
export function lockedText(wait: string): string {
  return `Too many tries. You can try again in ${wait}.`;
}
