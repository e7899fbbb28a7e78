import { FRAME_HEIGHT, FRAME_WIDTH } from '@/lib/media/capture-limits';
import { recordingType } from './recorder';
import { recall } from './remembered';
import type { DeviceProblem } from './state';

/** Which devices a capture needs. */
export interface Wanted {
  camera: boolean;
  microphone: boolean;
}

/** A camera or a microphone that we cannot have, and why. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError';

  constructor(
    readonly problem: DeviceProblem,
    options?: ErrorOptions,
  ) {
    super(problem, options);
  }
}

/** What keeps this page in this browser from capturing at all, found without asking for anything. */
export function environmentProblem(): 'insecure_origin' | 'unsupported' | undefined {
  if (!window.isSecureContext) return 'insecure_origin';
  const canRecord =
    typeof MediaRecorder !== 'undefined' && recordingType((type) => MediaRecorder.isTypeSupported(type)) !== undefined;
  const canMeasure = typeof AudioContext !== 'undefined' && 'toDataURL' in HTMLCanvasElement.prototype;
  return 'mediaDevices' in navigator && canRecord && canMeasure ? undefined : 'unsupported';
}

/**
 * What a failed `getUserMedia` means, by the name of its DOMException (Media Capture and Streams, 10.2) and the kinds of
 * devices that are plugged in: the exception does not say which of the two was not found.
 */
export function problemOf(exception: string, wanted: Wanted, kinds: readonly MediaDeviceKind[]): DeviceProblem {
  switch (exception) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'permission_denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      if (wanted.camera && !kinds.includes('videoinput')) return 'no_camera';
      if (wanted.microphone && !kinds.includes('audioinput')) return 'no_microphone';
      return wanted.camera ? 'no_camera' : 'no_microphone';
    case 'TypeError':
    case 'NotSupportedError':
      return 'unsupported';
    default:
      return 'device_busy';
  }
}

/** Whether a camera, by its label, sees heat or what is behind the phone: a person may choose it, we never do. */
export function isUnsuitableCamera(label: string): boolean {
  return /\b(ir|infrared|depth|hello|back|rear|environment)\b/i.test(label);
}

/** The camera to use instead of an unsuitable one, when there is a better one and the person has not chosen. */
export function betterCamera(
  current: string,
  devices: readonly Pick<MediaDeviceInfo, 'deviceId' | 'kind' | 'label'>[],
  chosen: string | null,
): string | undefined {
  if (chosen !== null || !isUnsuitableCamera(current)) return undefined;
  return devices.find(({ kind, label }) => kind === 'videoinput' && label !== '' && !isUnsuitableCamera(label))
    ?.deviceId;
}

function constraints(wanted: Wanted, cameraId: string | null): MediaStreamConstraints {
  const microphoneId = recall('microphone');
  return {
    video: wanted.camera && {
      width: { ideal: FRAME_WIDTH },
      height: { ideal: FRAME_HEIGHT },
      ...(cameraId === null ? { facingMode: { ideal: 'user' } } : { deviceId: { ideal: cameraId } }),
    },
    // A voice is recognised by its spectrum. Noise suppression carves holes into it, differently in every browser, and echo
    // cancellation switches phones and Macs to a narrow telephone path while nothing plays here that could echo. A slow
    // gain only scales the sound, and saves people with a quiet microphone from shouting.
    audio: wanted.microphone && {
      channelCount: { ideal: 1 },
      echoCancellation: { ideal: false },
      noiseSuppression: { ideal: false },
      autoGainControl: { ideal: true },
      ...(microphoneId === null ? {} : { deviceId: { ideal: microphoneId } }),
    },
  };
}

/**
 * Opens the devices that the person chose before, or the fitting ones, and asks for permission where that is needed.
 * Throws a DeviceError; a stream that arrives after `signal` was aborted is released at once.
 */
export async function openDevices(wanted: Wanted, signal: AbortSignal): Promise<MediaStream> {
  const chosen = recall('camera');
  let stream = await getStream(wanted, chosen, signal);
  if (wanted.camera) {
    const current = stream.getVideoTracks()[0]?.label ?? '';
    const better = betterCamera(current, await navigator.mediaDevices.enumerateDevices(), chosen);
    if (better !== undefined) {
      release(stream);
      stream = await getStream(wanted, better, signal);
    }
  }
  return stream;
}

async function getStream(wanted: Wanted, cameraId: string | null, signal: AbortSignal): Promise<MediaStream> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints(wanted, cameraId));
    if (!signal.aborted) return stream;
    release(stream);
  } catch (cause) {
    const kinds = (await navigator.mediaDevices.enumerateDevices().catch(() => [])).map(({ kind }) => kind);
    throw new DeviceError(problemOf(cause instanceof Error ? cause.name : '', wanted, kinds), { cause });
  }
  throw signal.reason;
}

/** Switches the devices off: their lights go out. */
export function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
