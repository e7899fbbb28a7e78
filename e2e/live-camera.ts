import type { Page } from '@playwright/test';
import type { LivePerson } from '@/lib/testing/live-person';

/** What somebody before the camera does with what they are asked. */
export interface Behaviour {
  /** Says other digits. */
  otherDigits?: boolean;
  /** Turns to the other side. */
  otherSide?: boolean;
  /** Never turns: a photograph. */
  still?: boolean;
}

/**
 * Puts a person in the place of the page's camera and microphone who reads the screen: says the digits that stand there and turns where it
 * says. The page's own recorder, tracker and network do the rest.
 */
export async function putBeforeCamera(page: Page, person: LivePerson, behaviour: Behaviour = {}): Promise<void> {
  await page.addInitScript(liveCamera, { ...person, behaviour });
}

function liveCamera({ frames, digits, behaviour }: LivePerson & { behaviour: Behaviour }): void {
  const angles = Object.keys(frames).map(Number);
  const pictures = new Map(
    angles.map((angle) => {
      const picture = new Image();
      picture.src = frames[angle] as string;
      return [angle, picture];
    }),
  );
  let [angle, target, key, since, hasSpoken] = [0, 0, '', 0, false];
  let play = (_: readonly number[]): void => undefined;

  function drawnCamera(): MediaStreamTrack {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 640, height: 480 });
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    const draw = (): void => {
      angle += Math.max(-5, Math.min(5, target - angle));
      const nearest = angles.reduce((best, each) => (Math.abs(each - angle) < Math.abs(best - angle) ? each : best));
      const seconds = performance.now() / 1000;
      const [x, y] = [-4 + 3 * Math.sin(0.9 * seconds), -3 + 2 * Math.cos(0.7 * seconds)];
      context.drawImage(pictures.get(nearest) as HTMLImageElement, x, y, 648, 486);
      for (let i = 0; i < 60; i++) {
        const [red, green, blue] = [255 * Math.random(), 255 * Math.random(), 255 * Math.random()];
        context.fillStyle = `rgba(${red}, ${green}, ${blue}, 0.06)`;
        context.fillRect(640 * Math.random(), 480 * Math.random(), 2, 2);
      }
    };
    draw();
    const timer = setInterval(draw, 66);
    const [track] = canvas.captureStream(15).getVideoTracks() as [MediaStreamTrack];
    return stopping(track, () => clearInterval(timer));
  }

  function drawnMicrophone(): MediaStreamTrack {
    const context = new AudioContext({ sampleRate: 48_000 });
    const destination = context.createMediaStreamDestination();
    const room = context.createBuffer(1, 96_000, 48_000);
    room.getChannelData(0).forEach((_, i, samples) => {
      samples[i] = 0.0014 * (2 * Math.random() - 1);
    });
    const noise = context.createBufferSource();
    noise.buffer = room;
    noise.loop = true;
    noise.connect(destination);
    noise.start();
    play = (said) => {
      let at = context.currentTime + 0.02;
      for (const [i, digit] of said.entries()) {
        const takes = digits[digit] as string[];
        const bytes = Uint8Array.from(atob(takes[i % takes.length] as string), (character) => character.charCodeAt(0));
        const samples = new Int16Array(bytes.buffer);
        const sound = context.createBuffer(1, samples.length, 16_000);
        sound.copyToChannel(
          Float32Array.from(samples, (value) => value / 32_768),
          0,
        );
        const source = context.createBufferSource();
        source.buffer = sound;
        source.connect(destination);
        source.start(at);
        // Each take has the quiet of a room around it.
        at += sound.duration - 0.5;
      }
    };
    const [track] = destination.stream.getAudioTracks() as [MediaStreamTrack];
    return stopping(track, () => void context.close());
  }

  function stopping(track: MediaStreamTrack, also: () => void): MediaStreamTrack {
    const stop = track.stop.bind(track);
    track.stop = () => {
      also();
      stop();
    };
    return track;
  }

  navigator.mediaDevices.getUserMedia = async ({ video, audio } = {}) =>
    new MediaStream([...(video ? [drawnCamera()] : []), ...(audio ? [drawnMicrophone()] : [])]);

  setInterval(() => {
    const screen = document.querySelector<HTMLElement>('[data-capture-state]');
    if (!screen) return;
    const { captureState: state = '', captureStep: step = '' } = screen.dataset;
    const text = screen.querySelector('.stage [role=status]')?.textContent ?? '';
    if (`${state} ${step} ${text}` !== key) {
      key = `${state} ${step} ${text}`;
      since = performance.now();
      hasSpoken = false;
    }
    // As long as people take to read.
    if (performance.now() - since < 300 || state !== 'recording') return;
    const side = behaviour.otherSide ? -1 : 1;
    if (step === 'left' || step === 'right') target = behaviour.still ? 0 : side * (step === 'left' ? 30 : -30);
    else target = 0;
    if (step === 'say' && !hasSpoken) {
      hasSpoken = true;
      const asked = (text.match(/\d/g) ?? []).map(Number);
      play(behaviour.otherDigits ? asked.map((digit) => (digit + 3) % 10) : asked);
    }
  }, 30);
}
