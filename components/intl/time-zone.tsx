'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useTimeZone } from 'use-intl/react';
import { keepChoice } from './choices';
import { TIME_ZONE_COOKIE } from './locales';

/** Tells the server by which clock to write times, and has them written anew where it did not know. */
export function TimeZone(): null {
  const written = useTimeZone();
  const router = useRouter();
  useEffect(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    if (timeZone === written) return;
    keepChoice(TIME_ZONE_COOKIE, timeZone);
    router.refresh();
  }, [written, router]);
  return null;
}
