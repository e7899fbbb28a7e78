import { TimeoutError, within } from './wait';

/** What we ask for, best first: Chrome and Firefox record the first, Safari the second, older Firefox the third. */
const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

/** How long a recorder may take to hand over what it has recorded, in milliseconds. */
const HAND_OVER_MS = 4000;

/** The first type of recording that the browser supports, or undefined. */
export function recordingType(isSupported: (type: string) => boolean): string | undefined {
  return types.find(isSupported);
}

/**
 * Records the microphone of `stream` until `until` settles, and answers with the sound as the browser packed it.
 * Rejects with the reason of `until`, with the recorder's error, or with a TimeoutError; the recorder is stopped in any case.
 */
export async function recordSound(stream: MediaStream, until: Promise<void>, signal: AbortSignal): Promise<Blob> {
  const type = recordingType((candidate) => MediaRecorder.isTypeSupported(candidate));
  if (!type) throw new DOMException('no supported type of recording', 'NotSupportedError');
  // A stream with a picture in it would make Safari record a film.
  const recorder = new MediaRecorder(new MediaStream(stream.getAudioTracks()), { mimeType: type });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise<void>((resolve, reject) => {
    recorder.onstop = () => resolve();
    recorder.onerror = () => reject(new TimeoutError('the recorder failed'));
  });
  // Without a slice length there is one part, complete: Safari's slices cannot always be put together.
  recorder.start();
  try {
    await Promise.race([until, stopped]);
  } finally {
    if (recorder.state !== 'inactive') recorder.stop();
  }
  await within(HAND_OVER_MS, stopped, signal);
  return new Blob(parts, { type: recorder.mimeType || type });
}

/** A blob as a base64 data URL that keeps the whole type, parameters and all. */
export function dataUrlOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
