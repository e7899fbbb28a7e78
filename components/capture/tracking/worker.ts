import { type TinyNetworks, tinyNetworks } from '@/lib/face/tiny/networks';

/** A picture for one of the networks, of its side (lib/face/tiny/networks.ts). */
export interface Question {
  network: 'detect' | 'locate';
  rgba: Uint8ClampedArray<ArrayBuffer>;
}

export type Answer =
  | { ready: true }
  | { failed: true }
  | { cells: Float32Array; rgba: Uint8ClampedArray<ArrayBuffer> }
  | { landmarks: Float32Array };

/** Runs the networks off the page's thread. */
const thread = globalThis as unknown as {
  onmessage: (event: { data: Question }) => void;
  postMessage(answer: Answer, transfer?: Transferable[]): void;
};

const file = async (name: string): Promise<ArrayBuffer> => (await fetch(`/tracking/${name}`)).arrayBuffer();

async function open(): Promise<TinyNetworks> {
  const [kernels, detection, landmarks] = await Promise.all(
    ['kernels.wasm', 'detection.bin', 'landmarks.bin'].map(file) as [
      Promise<ArrayBuffer>,
      Promise<ArrayBuffer>,
      Promise<ArrayBuffer>,
    ],
  );
  return tinyNetworks({ kernels, detection, landmarks });
}

open().then(
  ({ detect, locate }) => {
    thread.onmessage = ({ data: { network, rgba } }) => {
      if (network === 'detect') thread.postMessage({ cells: detect(rgba), rgba }, [rgba.buffer]);
      else thread.postMessage({ landmarks: locate(rgba) });
    };
    thread.postMessage({ ready: true });
  },
  () => thread.postMessage({ failed: true }),
);
