import { expect, it } from 'vitest';
import { type Assurance, type Level, levelOf } from './assurance';

const methods: [amr: string[], ...Record<Assurance, Level>[]][] = [
  [['face', 'voice'], { face_voice: 'full', face_voice_or_passkey: 'full', passkey_and_face: 'half' }],
  [['face', 'otp'], { face_voice: 'full', face_voice_or_passkey: 'full', passkey_and_face: 'half' }],
  [['passkey'], { face_voice: 'none', face_voice_or_passkey: 'full', passkey_and_face: 'none' }],
  [['face', 'voice', 'passkey'], { face_voice: 'full', face_voice_or_passkey: 'full', passkey_and_face: 'full' }],
  [['recovery'], { face_voice: 'recovery', face_voice_or_passkey: 'recovery', passkey_and_face: 'recovery' }],
  [['recovery', 'passkey'], { face_voice: 'recovery', face_voice_or_passkey: 'full', passkey_and_face: 'recovery' }],
  // What opened a session before an update, or nothing that we know.
  [['voice'], { face_voice: 'none', face_voice_or_passkey: 'none', passkey_and_face: 'none' }],
  [[], { face_voice: 'none', face_voice_or_passkey: 'none', passkey_and_face: 'none' }],
];

it.each(
  methods.flatMap(([amr, levels]) =>
    Object.entries(levels ?? {}).map(([assurance, level]) => ({ amr, assurance: assurance as Assurance, level })),
  ),
)('$amr is worth $level under $assurance', ({ amr, assurance, level }) => {
  expect(levelOf(amr, assurance)).toBe(level);
});
