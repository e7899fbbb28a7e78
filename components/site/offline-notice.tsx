'use client';
import { WifiOff } from 'lucide-react';
import { type ReactElement, useSyncExternalStore } from 'react';
import { OverlayNotice } from './overlay-notice';
import { siteWords } from './words';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Says so when the connection is gone. */
export function OfflineNotice(): ReactElement {
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return <OverlayNotice icon={WifiOff} text={online ? null : siteWords.offline} />;
}
