import type {
  AuthenticationExtensionsClientOutputs,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { z } from 'zod';
import type { ErrorCode, Result } from '@/lib/errors';
import type { ChallengeStep, SayStep } from '@/lib/liveness/challenge/challenge';
import { BURST_FRAMES, MAX_MOUTH_CROPS, MOST_TURN_FRAMES, PHOTOS, STRINGS } from '@/lib/media/capture-limits';
import { LONGEST_TYPED, nameProblem, normalName } from './name-rules';

export type { Failure, Result } from '@/lib/errors';

/** A name as a person types it, in its normal form; `nameProblem` tells the rule. */
export const nameSchema = z
  .string()
  .max(LONGEST_TYPED, { error: 'invalid_name' satisfies ErrorCode })
  .transform(normalName)
  .refine((name) => nameProblem(name) === null, { error: 'invalid_name' satisfies ErrorCode });

/** 128 random bits in hexadecimal; a forged one is told nothing more than an old one. */
const secretSchema = z.string().regex(/^[0-9a-f]{32}$/, { error: 'attempt_ended' satisfies ErrorCode });

/** A base64 data URL. Its size and its bytes are checked behind the door, in `lib/media`. */
const dataUrlSchema = z.string();

const indexBelow = (count: number): z.ZodInt =>
  z
    .int()
    .min(0)
    .max(count - 1);

/** Milliseconds. Whether they make sense is looked at where the pictures are. */
const times = (most: number): z.ZodArray<z.ZodNumber> => z.array(z.number()).max(most);

export const startEnrolmentSchema = z.object({ name: nameSchema, consent: z.boolean() });
export const renameSchema = z.object({ name: nameSchema });
/** A session by the hash of its id. */
export const endSessionSchema = z.object({ handle: z.string().regex(/^[0-9a-f]{64}$/) });
export const answerTriesSchema = z.object({ mine: z.enum(['yes', 'no']) });
/** What somebody types who wants to be deleted: compared with their name, whatever it is. */
export const deleteAccountSchema = z.object({ name: z.string().max(200) });
/** What a person chooses about templates that follow their log-ins. */
export const adaptationSchema = z.object({ choice: z.enum(['allow', 'stop', 'reset']) });
export const attemptSchema = z.object({ attemptId: secretSchema });
export const takePhotoSchema = z.object({
  attemptId: secretSchema,
  index: indexBelow(PHOTOS),
  photo: dataUrlSchema,
});
export const recordVoiceSchema = z.object({
  attemptId: secretSchema,
  index: indexBelow(STRINGS),
  recording: dataUrlSchema,
});
/** `name`: another one than was begun with, because that is not to be had. */
export const signUpSchema = z.object({ attemptId: secretSchema, name: nameSchema.optional() });
/** What is enrolled again. */
export const startRenewalSchema = z.object({ modality: z.enum(['face', 'voice']) });
export const recordRenewalSchema = z.object({
  attemptId: secretSchema,
  index: indexBelow(Math.max(PHOTOS, STRINGS)),
  /** A photo or a recording. */
  file: dataUrlSchema,
});
export const startLoginSchema = z.object({ name: nameSchema });
/** What is taken while digits are said. */
const saidSchema = z.object({
  frames: z.array(dataUrlSchema).length(BURST_FRAMES),
  /** When each was taken, in milliseconds after the recording began. */
  frameTimes: z.array(z.number()).length(BURST_FRAMES),
  recording: dataUrlSchema,
  /** Smaller ones of the face while the digits are said, in milliseconds after the recording began; none where no tracker runs. */
  mouth: z.object({ crops: z.array(dataUrlSchema).max(MAX_MOUTH_CROPS), times: times(MAX_MOUTH_CROPS) }).optional(),
});
/** Small pictures of the turns, one after the other, from rest to rest, and when each was taken, in milliseconds. */
const turnSchema = z.object({
  frames: z.array(dataUrlSchema).max(MOST_TURN_FRAMES),
  times: times(MOST_TURN_FRAMES),
});
export const logInSchema = saidSchema.extend({
  attemptId: secretSchema,
  turn: turnSchema.optional(),
  /** What the person typed as an operator's code (`npm run people`); what is none is told nothing more than a wrong one. */
  code: z.string().max(64).optional(),
});

export const lookAheadSchema = z.object({
  attemptId: secretSchema,
  said: saidSchema.optional(),
  turn: turnSchema.optional(),
});

/** Base64url, as WebAuthn's JSON has it. What it holds is checked where it is verified. */
const base64urlSchema = z
  .string()
  .regex(/^[\w-]*$/)
  .max(8_192);

/** What is common to both answers of an authenticator; what else a browser says of them is left out. */
const credentialSchema = z.object({
  id: base64urlSchema.max(1_400),
  rawId: base64urlSchema.max(1_400),
  type: z.literal('public-key'),
  clientExtensionResults: z.unknown().transform((): AuthenticationExtensionsClientOutputs => ({})),
});

/** What a person calls a passkey. */
const passkeyNameSchema = z.string().trim().min(1).max(40);

export const passkeyRegistrationSchema = z.object({
  name: passkeyNameSchema,
  response: credentialSchema.extend({
    response: z.object({
      clientDataJSON: base64urlSchema,
      attestationObject: base64urlSchema,
      transports: z.array(z.string()).max(8).optional(),
    }),
  }),
});

export const passkeyAssertionSchema = credentialSchema.extend({
  response: z.object({
    clientDataJSON: base64urlSchema,
    authenticatorData: base64urlSchema,
    signature: base64urlSchema,
    userHandle: base64urlSchema.optional(),
  }),
});

export const passkeySchema = z.object({ id: base64urlSchema.max(1_400) });
export const passkeyNameChangeSchema = passkeySchema.extend({ name: passkeyNameSchema });
export const nothingSchema = z.object({});

/** A name, and a code that was typed: hyphens, case and letters that look like digits are forgiven where it is read. */
export const recoverySchema = z.object({ name: nameSchema, code: z.string().max(64) });
export const emailAddressSchema = z.object({
  address: z.email({ error: 'invalid_email' satisfies ErrorCode }).max(254),
});
/** The secret of a link by e-mail. */
export const emailLinkSchema = z.object({ secret: secretSchema });
export const emailLogInSchema = z.object({ name: nameSchema });

/** A sign-up under way, or a renewal of a face or a voice; the arrays say which samples are accepted, by index. */
export interface Enrolment {
  attemptId: string;
  name: string;
  /** ISO 8601. */
  expiresAt: string;
  /** What to say, a string a recording. */
  steps: SayStep[];
  /** Empty in the renewal of a voice. */
  photos: boolean[];
  /** Empty in the renewal of a face. */
  recordings: boolean[];
}

export interface LoginChallenge {
  attemptId: string;
  /** ISO 8601. */
  expiresAt: string;
  /** What to do, in this order. */
  steps: ChallengeStep[];
}

/** The one-time secret that the page hands to `signIn('credentials', { ticket })`. */
export interface Accepted {
  ticket: string;
}

/** The server actions as the pages pass them to components. */
export interface EnrolmentActions {
  startEnrolment(input: z.infer<typeof startEnrolmentSchema>): Promise<Result<Enrolment>>;
  /** The state of a sign-up after a reload; `attempt_ended` when it is over. */
  resumeEnrolment(input: z.infer<typeof attemptSchema>): Promise<Result<Enrolment>>;
  takePhoto(input: z.infer<typeof takePhotoSchema>): Promise<Result>;
  recordVoice(input: z.infer<typeof recordVoiceSchema>): Promise<Result>;
  /** Compares the samples, seals them, and answers with a ticket. A name that is not to be had (`not_recognised`) leaves them as they are. */
  signUp(input: z.infer<typeof signUpSchema>): Promise<Result<Accepted>>;
  /** Ends the attempt and deletes what it holds. Harmless when it is over already. */
  cancelEnrolment(input: z.infer<typeof attemptSchema>): Promise<Result>;
}

/** What a log-in sends: its frames and its recording as base64 data URLs, and when each frame was taken. */
export type LoginUpload = z.infer<typeof logInSchema>;

/** What one of its steps left: the digits, or the turns. */
export type LoginPart = z.infer<typeof lookAheadSchema>;

/** What a browser is asked to make a passkey by, and to sign with one (WebAuthn level 3, 5.1.10 and 5.1.11). */
export type PasskeyCreation = PublicKeyCredentialCreationOptionsJSON;
export type PasskeyRequest = PublicKeyCredentialRequestOptionsJSON;
export type PasskeyRegistration = z.infer<typeof passkeyRegistrationSchema>;
export type PasskeyAssertion = z.infer<typeof passkeyAssertionSchema>;

export interface LoginActions {
  startLogin(input: z.infer<typeof startLoginSchema>): Promise<Result<LoginChallenge>>;
  /** Shows what one step left before the others are done, so that the log-in is answered sooner; it is told nothing, and may be left out. */
  lookAhead(input: LoginPart): Promise<Result>;
  /** `passkey_asked`: face and voice were recognised, and `completeWithPasskey` ends the log-in. */
  logIn(input: LoginUpload): Promise<Result<Accepted>>;
}

/** The ways in beside face and voice. */
export interface OtherLoginActions {
  startPasskeyLogIn(input: z.infer<typeof nothingSchema>): Promise<Result<{ options: PasskeyRequest }>>;
  logInWithPasskey(input: PasskeyAssertion): Promise<Result<Accepted>>;
  completeWithPasskey(input: PasskeyAssertion): Promise<Result<Accepted>>;
  logInWithCode(input: z.infer<typeof recoverySchema>): Promise<Result<Accepted>>;
  /** Answers the same for every name. */
  sendLogInLink(input: z.infer<typeof emailLogInSchema>): Promise<Result>;
}

/** What somebody who logged in just now changes of how they get in; `not_fresh` for everybody else who is signed in. */
export interface WaysInActions {
  startRegistration(input: z.infer<typeof nothingSchema>): Promise<Result<{ options: PasskeyCreation }>>;
  finishRegistration(input: PasskeyRegistration): Promise<Result>;
  renamePasskey(input: z.infer<typeof passkeyNameChangeSchema>): Promise<Result>;
  removePasskey(input: z.infer<typeof passkeySchema>): Promise<Result>;
  /** The codes are told this once. */
  renewCodes(input: z.infer<typeof nothingSchema>): Promise<Result<{ codes: string[] }>>;
  addEmail(input: z.infer<typeof emailAddressSchema>): Promise<Result>;
  removeEmail(input: z.infer<typeof nothingSchema>): Promise<Result>;
}

/** Of somebody who is signed in and has logged in just now, or whose voice is outdated. */
export interface RenewalActions {
  /** Opens a renewal, or goes on with the one that is open. */
  startRenewal(input: z.infer<typeof startRenewalSchema>): Promise<Result<Enrolment>>;
  recordRenewal(input: z.infer<typeof recordRenewalSchema>): Promise<Result>;
  /** Compares the samples with the old ones, puts them in their place, and answers with a ticket: older sessions end. */
  renew(input: z.infer<typeof attemptSchema>): Promise<Result<Accepted>>;
}
