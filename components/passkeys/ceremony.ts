import type { PasskeyAssertion, PasskeyCreation, PasskeyRegistration, PasskeyRequest } from '@/lib/api/contract';

/** Why a browser gave no answer: the person, or its time, stopped it; it cannot, here; the device has a passkey of this account. */
export type CeremonyProblem = 'stopped' | 'unsupported' | 'exists';

/** Few people need it: it is fetched when it is used. */
const load = () => import('@simplewebauthn/browser');

/** Has the browser make a passkey. */
export async function makePasskey(
  options: PasskeyCreation,
): Promise<PasskeyRegistration['response'] | CeremonyProblem> {
  try {
    const { startRegistration } = await load();
    return await startRegistration({ optionsJSON: options });
  } catch (error) {
    return problemOf(error);
  }
}

/** Has the browser sign with a passkey; `autofill`: among the suggestions of the name field, whenever the person picks one there. */
export async function signWithPasskey(
  options: PasskeyRequest,
  { autofill = false } = {},
): Promise<PasskeyAssertion | CeremonyProblem> {
  try {
    const { startAuthentication } = await load();
    return await startAuthentication({ optionsJSON: options, useBrowserAutofill: autofill });
  } catch (error) {
    return problemOf(error);
  }
}

/** Whether the browser suggests passkeys in a field. */
export async function suggestsPasskeys(): Promise<boolean> {
  return (await globalThis.PublicKeyCredential?.isConditionalMediationAvailable?.()) === true;
}

/** Ends a request that still waits. */
export async function stopWaiting(): Promise<void> {
  (await load()).WebAuthnAbortService.cancelCeremony();
}

const UNSUPPORTED = ['SecurityError', 'NotSupportedError'];

function problemOf(error: unknown): CeremonyProblem {
  const { name } = error as Error;
  if (name === 'InvalidStateError') return 'exists';
  return UNSUPPORTED.includes(name) || !('PublicKeyCredential' in globalThis) ? 'unsupported' : 'stopped';
}
