'use client';
import { WifiOff } from 'lucide-react';
import { type ReactElement, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import { OverlayNotice } from './overlay-notice';

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
  const t = useTranslations('site');
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return <OverlayNotice icon={WifiOff} text={online ? null : t('offline')} />;
}
