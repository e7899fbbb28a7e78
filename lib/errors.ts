import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';

/**
 * Every code that leaves the server, with its HTTP status. One table: screen text is keyed by these codes
 * (`components/intl/error-text.ts`), so that a new code does not compile without a text.
 */
export const errorStatus = {
  // The request itself.
  invalid_request: 400,
  not_found: 404,
  method_not_allowed: 405,
  unknown_host: 421,
  invalid_name: 400,
  invalid_email: 400,
  timed_out: 408,
  consent_required: 400,
  invalid_data_url: 400,
  empty_media: 400,
  media_too_large: 413,
  too_many_pixels: 413,
  recording_too_long: 413,
  unsupported_media: 415,
  undecodable_media: 422,
  decoder_missing: 501,
  // What the capture shows.
  no_face: 422,
  many_faces: 422,
  face_too_small: 422,
  face_cut_off: 422,
  face_turned: 422,
  too_dark: 422,
  too_bright: 422,
  low_contrast: 422,
  once_more: 422,
  too_blurred: 422,
  no_speech: 422,
  too_short: 422,
  too_quiet: 422,
  clipped: 422,
  too_noisy: 422,
  faces_differ: 422,
  voices_differ: 422,
  digits_unclear: 422,
  turn_further: 422,
  turn_other_way: 422,
  turn_back: 422,
  turn_unclear: 422,
  // Who may go on.
  not_recognised: 401,
  not_signed_in: 401,
  not_fresh: 403,
  invalid_api_key: 401,
  attempt_ended: 410,
  enrolment_incomplete: 409,
  passkey_asked: 401,
  passkey_refused: 422,
  already_registered: 409,
  name_taken: 409,
  name_differs: 422,
  no_other_way_in: 409,
  too_many_attempts: 429,
  // The machine.
  busy: 503,
  unavailable: 503,
  model_invalid: 500,
  configuration_invalid: 500,
  storage_in_use: 500,
  storage_damaged: 500,
  storage_newer: 500,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** An expected no, as flows return it and the wire carries it. */
export interface Failure {
  ok: false;
  code: ErrorCode;
  /** Whole seconds until another try is allowed; only with `too_many_attempts`, `busy` and `unavailable`. */
  retryAfterSeconds?: number;
  /** How many more tries are allowed before a wait; only with `not_recognised` of a log-in. Says nothing of whether the name exists. */
  triesLeft?: number;
  /** Which strings of digits to say again; only with `digits_unclear` at the end of a sign-up or a renewal. */
  again?: number[];
  /** What a passkey is asked to sign; only with `passkey_asked`. */
  passkey?: PublicKeyCredentialRequestOptionsJSON;
}

export function failure(code: ErrorCode): Failure {
  return { ok: false, code };
}

/** What every flow and every server action answers. */
export type Result<T = unknown> = ({ ok: true } & T) | Failure;

interface SesameErrorOptions {
  /** For the operator's log only; never shown to a caller, never biometric. */
  detail?: string;
  /** Whole seconds until it is worth trying again. */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** Broken input or infrastructure. Expected verdicts are returned as unions, never thrown. */
export class SesameError extends Error {
  override readonly name = 'SesameError';
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ErrorCode,
    options: SesameErrorOptions = {},
  ) {
    super(options.detail ? `${code}: ${options.detail}` : code, { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

/** The typed error inside an unknown one, or undefined. By shape, so that it holds across module copies. */
export function asSesameError(error: unknown): SesameError | undefined {
  if (error instanceof SesameError) return error;
  const looksLikeOne = error instanceof Error && error.name === 'SesameError' && 'code' in error;
  return looksLikeOne ? (error as SesameError) : undefined;
}

/** The damage to what is stored that an error tells of. Throws an error on that tells of anything else. */
export function damageOf(error: unknown): SesameError {
  const damage = asSesameError(error);
  if (damage?.code !== 'storage_damaged') throw error;
  return damage;
}
