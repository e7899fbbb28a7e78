'use client';
import { useEffect } from 'react';

interface Leaving {
  /** The page goes away: another page, another tab's back button, the phone's home screen. */
  onLeave(): void;
  /** The page is still there, but nobody sees it. */
  onHide(): void;
  onOffline(): void;
}

/** Tells when a person leaves. The callbacks must keep their identity; `onLeave` also runs when the component goes. */
export function useLeaving({ onLeave, onHide, onOffline }: Leaving): void {
  useEffect(() => {
    const hide = (): void => {
      if (document.visibilityState === 'hidden') onHide();
    };
    window.addEventListener('pagehide', onLeave);
    window.addEventListener('offline', onOffline);
    document.addEventListener('visibilitychange', hide);
    return () => {
      window.removeEventListener('pagehide', onLeave);
      window.removeEventListener('offline', onOffline);
      document.removeEventListener('visibilitychange', hide);
      onLeave();
    };
  }, [onLeave, onHide, onOffline]);
}
