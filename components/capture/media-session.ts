import { DeviceError, openDevices, release, type Wanted } from './devices';
import { watchLevel } from './level';
import { within } from './wait';

/** How long a person may think about the permission, and a camera may take to show its first picture, in milliseconds. */
const PERMISSION_MS = 60_000;
const FIRST_PICTURE_MS = 10_000;

/** Open devices. `close` may be called any number of times. */
export interface MediaSession {
  stream: MediaStream;
  close(): void;
}

interface Shown {
  video: HTMLVideoElement | null;
  /** Called with the root mean square of what is heard now, once per picture of the screen. */
  onLevel(rms: number): void;
  /** Called when a device is unplugged or taken away. */
  onLost(problem: 'no_camera' | 'no_microphone'): void;
}

/**
 * Opens camera and microphone, shows the camera in `video` and waits for its first picture. Throws a DeviceError or a
 * TimeoutError, or the signal's reason; nothing stays open then.
 */
export async function openMediaSession(wanted: Wanted, shown: Shown, signal: AbortSignal): Promise<MediaSession> {
  const asked = new AbortController();
  const opening = openDevices(wanted, asked.signal);
  let stream: MediaStream;
  try {
    stream = await within(PERMISSION_MS, opening, signal);
  } catch (error) {
    asked.abort(error);
    // The person may still answer the browser's question: what it opens then is released behind their back.
    opening.then(release, () => undefined);
    throw error;
  }
  const stopMeter = wanted.microphone ? watchLevel(stream, shown.onLevel) : () => undefined;
  const close = (): void => {
    stopMeter();
    for (const track of stream.getTracks()) track.onended = null;
    release(stream);
    if (shown.video) shown.video.srcObject = null;
  };
  for (const track of stream.getTracks()) {
    track.onended = () => shown.onLost(track.kind === 'video' ? 'no_camera' : 'no_microphone');
  }
  try {
    if (wanted.camera && shown.video) await within(FIRST_PICTURE_MS, show(stream, shown.video), signal);
  } catch (cause) {
    close();
    throw signal.aborted ? cause : new DeviceError('device_busy', { cause });
  }
  return { stream, close };
}

async function show(stream: MediaStream, video: HTMLVideoElement): Promise<void> {
  video.srcObject = stream;
  await video.play();
  if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0) return;
  await new Promise((resolve) => video.addEventListener('loadeddata', resolve, { once: true }));
}
