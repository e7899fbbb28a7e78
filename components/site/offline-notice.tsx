'use client';
import { WifiOff } from 'lucide-react';
import { type ReactElement, useSyncExternalStore } from 'react';
import { siteWords } from './words';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Says so when the connection is gone; it lies over the page, so that nothing moves. */
export function OfflineNotice(): ReactElement {
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div aria-live="polite" className="pointer-events-none fixed inset-x-0 bottom-6 z-30 flex justify-center px-5">
      {!online && (
        <p className="flex items-center gap-3 rounded-control bg-text px-5 py-3 text-surface shadow-raised">
          <WifiOff aria-hidden className="size-5 flex-none" />
          {siteWords.offline}
        </p>
      )}
    </div>
  );
}
