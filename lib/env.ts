import { createHash } from 'node:crypto';
import { z } from 'zod';
import { LEAST_SECRET_BITS, looksRandom, secretBits } from './secret-strength';
import { singleton } from './singleton';

/** Keys separated by commas. */
const base64Keys = z
  .string()
  .transform((text) => text.split(',').map((key) => new Uint8Array(Buffer.from(key.trim(), 'base64'))))
  .refine((keys) => keys.every((key) => key.length === 32), 'must be 32 bytes in base64')
  .refine((keys) => keys.every(looksRandom), 'must be random bytes: openssl rand -base64 32');

const LEAST_KEY_LENGTH = 24;

/** Secrets separated by commas; what is kept are their SHA-256 hashes. */
const keyHashes = z
  .string()
  .transform((text) => text.split(',').map((key) => key.trim()))
  .refine((keys) => keys.every((key) => key.length >= LEAST_KEY_LENGTH), `${LEAST_KEY_LENGTH} characters each, or more`)
  .transform((keys) => keys.map((key) => new Uint8Array(createHash('sha256').update(key).digest())));

const publicUrl = z.url({ protocol: /^https?$/ });

/** Addresses separated by commas. */
const publicUrls = z
  .string()
  .transform((text) => text.split(',').map((url) => url.trim()))
  .pipe(z.array(publicUrl).min(1));

/** One id, or two separated by a comma. */
const voiceModels = z
  .string()
  .transform((text) => text.split(',').map((id) => id.trim()))
  .refine((ids) => ids.every((id) => id !== '') && new Set(ids).size === ids.length, 'ids that differ from each other')
  .refine((ids) => ids.length <= 2, 'at most two');

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  /** The address and port the server listens on. */
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Streaming verification listens here too, beside PORT; 5678 by convention. */
  WS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** The addresses people type, when they are not `http://localhost:PORT`; the first is the one in links. */
  PUBLIC_URL: publicUrls.optional(),
  /** The same under next-auth's name, for one address. */
  NEXTAUTH_URL: publicUrl.optional(),
  /** Whom to tell of a weakness, as a mailto: or https: address: `/.well-known/security.txt`. */
  SECURITY_CONTACT: z
    .string()
    .regex(/^(mailto:|https:\/\/)[!-~]+$/, 'a mailto: or https: address')
    .optional(),
  /** Whom people ask for whom face and voice do not suit: an e-mail address, or an https: address. */
  OPERATOR_CONTACT: z
    .union([z.email(), z.url({ protocol: /^https$/ })], 'an e-mail address or an https: address')
    .optional(),
  /** All keys but those of templates are derived from it. Made in the key folder when absent. */
  NEXTAUTH_SECRET: z
    .string()
    .refine((text) => secretBits(text) >= LEAST_SECRET_BITS, 'too easy to guess: openssl rand -base64 32')
    .optional(),
  /** A session ends so many minutes after its last request, */
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(1).max(1_440).default(60),
  /** and so many hours after its log-in. */
  SESSION_HOURS: z.coerce.number().int().min(1).max(720).default(12),
  /** Master keys: 32 bytes in base64 each, separated by commas, the current one first. Made in the key folder when absent. */
  TEMPLATE_KEY: base64Keys.optional(),
  /** A program that prints them instead, of a key management service for example. */
  KEY_COMMAND: z.string().min(1).optional(),
  /** Holds the session secret and the master keys. Without it, a folder of the user's configuration. */
  KEY_DIR: z.string().min(1).optional(),
  /** A PostgreSQL server. Without it, PostgreSQL runs embedded in the data folder. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Where sealed templates lie. Without it, in the database when there is a DATABASE_URL, else in the data folder. */
  TEMPLATE_STORE: z.enum(['folder', 'database']).optional(),
  /** Holds the embedded database, and sealed templates unless they are in the database. */
  DATA_DIR: z.string().min(1).default('db'),
  /** Holds the captures of the attempts under way. */
  TMP_DIR: z.string().min(1).default('tmp'),
  /** How many reverse proxies stand in front and append to X-Forwarded-For. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(8).default(0),
  /** The keys of the HTTP API under /api/v1; without them it is off. */
  API_KEYS: keyHashes.default([]),
  /** Requests of each key in a minute. */
  API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).max(100_000).default(600),
  /** Who can be found by `/api/v1/.../identify`: nobody, everybody, or those listed with `npm run gallery`. */
  IDENTIFICATION: z.enum(['off', 'all', 'listed']).default('listed'),
  /** People who may sign up from one address in a day. */
  SIGN_UPS_PER_ADDRESS: z.coerce.number().int().min(1).max(1_000_000).default(20),
  /** An ffmpeg program, for the sound formats that are not decoded in process. */
  FFMPEG_PATH: z.string().min(1).optional(),
  /** Holds the networks, their manifest and the policy. */
  MODELS_DIR: z.string().min(1).default('models'),
  /** Voice models of models/manifest.json: that of templates, and one that is heard beside it. */
  VOICE_MODEL: voiceModels.optional(),
  /** One stranger in 1,000, 10,000 or 100,000 may be taken for the person; or in a number of one's own. */
  SECURITY_LEVEL: z
    .enum(['convenient', 'balanced', 'strict'])
    .or(z.coerce.number().int().min(1_000).max(1_000_000))
    .default('balanced'),
  /** Whether people say digits and turn their head as asked: they must, it is noted where they do not, or nobody looks. */
  LIVENESS: z.enum(['required', 'signal', 'off']).default('required'),
  /** What lets people in: face and voice; or a passkey as well; or a passkey after face and voice, and nothing less. */
  ASSURANCE: z.enum(['face_voice', 'face_voice_or_passkey', 'passkey_and_face']).default('face_voice_or_passkey'),
  /** A mail server, `smtps://user:password@host`: people may add an address and come back in by a link. Without it there is no e-mail. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** The address that they come from. */
  SMTP_FROM: z.email().optional(),
  /** Threads that share one run of a model. */
  INFERENCE_THREADS: z.coerce.number().int().min(1).max(64).default(1),
});

const oneSource = schema
  .refine(({ TEMPLATE_KEY, KEY_COMMAND }) => !TEMPLATE_KEY || !KEY_COMMAND, {
    path: ['KEY_COMMAND'],
    message: 'not beside TEMPLATE_KEY',
  })
  .refine(({ SMTP_URL, SMTP_FROM }) => !SMTP_URL || SMTP_FROM, {
    path: ['SMTP_FROM'],
    message: 'needed with SMTP_URL',
  });

const schemaWithDefaults = oneSource.transform((given) => {
  const place: 'folder' | 'database' = given.TEMPLATE_STORE ?? (given.DATABASE_URL ? 'database' : 'folder');
  return { ...given, TEMPLATE_STORE: place };
});

export type Env = z.infer<typeof schemaWithDefaults>;

/** The address that people type; the one in links, and the one that passkeys are made for. */
export function siteOf({ PUBLIC_URL, NEXTAUTH_URL, PORT }: Pick<Env, 'PUBLIC_URL' | 'NEXTAUTH_URL' | 'PORT'>): string {
  return PUBLIC_URL?.[0] ?? NEXTAUTH_URL ?? `http://localhost:${PORT}`;
}

/**
 * Reads the configuration from environment variables; empty ones count as absent.
 * Throws an Error that lists the bad names, never their values.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schemaWithDefaults.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`);
  throw new Error(`Bad configuration: ${problems.join(', ')}`);
}

let parsedOnce: Env | undefined;

/** The configuration of this process, parsed at the first call. No API key stays in the environment. */
export function env(): Env {
  parsedOnce ??= { ...parseEnv(process.env), API_KEYS: takeKeyHashes() };
  return parsedOnce;
}

const kept = (): { hashes: Env['API_KEYS'] } => singleton('api-keys', () => ({ hashes: [] }));

/**
 * Hashes the keys and empties their variable, so that neither a child process nor an error report has them. The pages'
 * copy of this module finds the hashes on globalThis.
 */
function takeKeyHashes(): Env['API_KEYS'] {
  const { API_KEYS } = process.env;
  if (API_KEYS) {
    kept().hashes = parseEnv({ API_KEYS }).API_KEYS;
    // Not deleted: Next.js would read what is absent from `.env` again.
    process.env.API_KEYS = '';
  }
  return kept().hashes;
}
