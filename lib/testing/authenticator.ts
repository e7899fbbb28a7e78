import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { PasskeyAssertion, PasskeyCreation, PasskeyRegistration, PasskeyRequest } from '@/lib/api/contract';

/** Of the authenticator data (WebAuthn level 3, 6.1): a person was there, was verified, the passkey may be and is copied, and is described. */
const FLAGS = { present: 0x01, verified: 0x04, eligible: 0x08, backedUp: 0x10, attested: 0x40 };

/** How an answer differs from an honest one. */
export interface Distortion {
  origin?: string;
  rpId?: string;
  challenge?: string;
  verified?: boolean;
  counter?: number;
  userHandle?: string;
}

/** An authenticator in software with one passkey: ES256, attestation none. */
export interface TestAuthenticator {
  id: string;
  register(options: PasskeyCreation, distortion?: Distortion): PasskeyRegistration['response'];
  assert(options: PasskeyRequest, distortion?: Distortion): PasskeyAssertion;
}

/** A new one, on a browser that shows a page of `origin`; `counts`: whether it counts its signatures. */
export function testAuthenticator(origin: string, { counts = false, backedUp = false } = {}): TestAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(32);
  const id = text(credentialId);
  let [counter, handle] = [0, ''];

  const clientData = (type: string, challenge: string, distortion: Distortion): Buffer =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: distortion.challenge ?? challenge,
        origin: distortion.origin ?? origin,
        crossOrigin: false,
      }),
    );
  const authenticatorData = (rpId: string, distortion: Distortion, described?: Buffer): Buffer => {
    if (counts) counter += 1;
    const flags =
      FLAGS.present |
      (distortion.verified === false ? 0 : FLAGS.verified) |
      (backedUp ? FLAGS.eligible | FLAGS.backedUp : 0) |
      (described ? FLAGS.attested : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(distortion.counter ?? counter);
    return Buffer.concat([sha256(distortion.rpId ?? rpId), Buffer.of(flags), count, described ?? Buffer.alloc(0)]);
  };

  return {
    id,
    register: (options, distortion = {}) => {
      handle = options.user.id;
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const key = cborMap([
        [1, cborInt(2)],
        [3, cborInt(-7)],
        [-1, cborInt(1)],
        [-2, cborBytes(Buffer.from(x, 'base64url'))],
        [-3, cborBytes(Buffer.from(y, 'base64url'))],
      ]);
      const described = Buffer.concat([Buffer.alloc(16), Buffer.of(0, credentialId.length), credentialId, key]);
      const attestationObject = cborMap([
        ['fmt', cborText('none')],
        ['attStmt', cborMap([])],
        ['authData', cborBytes(authenticatorData(options.rp.id ?? '', distortion, described))],
      ]);
      const clientDataJSON = clientData('webauthn.create', options.challenge, distortion);
      return {
        ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
        response: {
          clientDataJSON: text(clientDataJSON),
          attestationObject: text(attestationObject),
          transports: ['internal', 'of the future'],
        },
      };
    },
    assert: (options, distortion = {}) => {
      const clientDataJSON = clientData('webauthn.get', options.challenge, distortion);
      const data = authenticatorData(options.rpId ?? '', distortion);
      const signature = sign('sha256', Buffer.concat([data, sha256(clientDataJSON)]), privateKey);
      return {
        ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
        response: {
          clientDataJSON: text(clientDataJSON),
          authenticatorData: text(data),
          signature: text(signature),
          userHandle: distortion.userHandle ?? handle,
        },
      };
    },
  };
}

const text = (bytes: Buffer): string => bytes.toString('base64url');
const sha256 = (content: string | Buffer): Buffer => createHash('sha256').update(content).digest();

/** The head of an item (RFC 8949, 3): its major type and a length or number below 65,536. */
function cborHead(major: number, value: number): Buffer {
  if (value < 24) return Buffer.of((major << 5) | value);
  return value < 256 ? Buffer.of((major << 5) | 24, value) : Buffer.of((major << 5) | 25, value >> 8, value & 0xff);
}

const cborInt = (value: number): Buffer => (value < 0 ? cborHead(1, -1 - value) : cborHead(0, value));
const cborBytes = (bytes: Buffer): Buffer => Buffer.concat([cborHead(2, bytes.length), bytes]);
const cborText = (value: string): Buffer => Buffer.concat([cborHead(3, value.length), Buffer.from(value)]);
const cborMap = (entries: [number | string, Buffer][]): Buffer =>
  Buffer.concat([
    cborHead(5, entries.length),
    ...entries.flatMap(([key, value]) => [typeof key === 'number' ? cborInt(key) : cborText(key), value]),
  ]);
