import { useSyncExternalStore } from 'react';

const never = (): (() => void) => () => undefined;

/** Whether the script is there that answers a press. Until then a press or a text would be lost. */
export const useReady = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
