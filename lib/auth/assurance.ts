import type { Env } from '@/lib/env';

/** What has to come together before somebody is in: `ASSURANCE`. */
export type Assurance = Env['ASSURANCE'];

/** What a log-in is worth: enough; face and voice, and a passkey is missing; a way back in after the others were lost; nothing. */
export type Level = 'full' | 'half' | 'recovery' | 'none';

/**
 * What a set of methods is worth (NIST SP 800-63B-4, 2: assurance levels). `face` stands for face and voice, or face and an operator's code:
 * it is never given alone.
 *
 * @param amr how the person was recognised: `face`, `voice`, `otp`, `passkey`, `recovery`
 */
export function levelOf(amr: readonly string[], assurance: Assurance): Level {
  const [face, passkey] = [amr.includes('face'), amr.includes('passkey')];
  const isEnough = {
    face_voice: face,
    face_voice_or_passkey: face || passkey,
    passkey_and_face: face && passkey,
  }[assurance];
  if (isEnough) return 'full';
  if (amr.includes('recovery')) return 'recovery';
  return face ? 'half' : 'none';
}

/** Whether a passkey lets somebody in by itself. */
export function opensByPasskey(assurance: Assurance): boolean {
  return levelOf(['passkey'], assurance) === 'full';
}
