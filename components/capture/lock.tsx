'use client';
import { type ReactElement, useEffect, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl/react';
import { waitText } from '@/components/intl/wait-text';

/** How often the wait is read out, in seconds: a voice that counts every second would be a nuisance. */
const SPOKEN_EVERY = 30;

/** The wait after too many tries, counting down; `onEnd` is called once when it is over. */
export function Lock({ seconds, onEnd }: { seconds: number; onEnd: () => void }): ReactElement {
  const t = useTranslations('capture.locked');
  const format = useFormatter();
  const [left, setLeft] = useState(seconds);
  const over = useRef(onEnd);
  useEffect(() => {
    over.current = onEnd;
  });
  useEffect(() => {
    const end = Date.now() + seconds * 1000;
    const timer = setInterval(() => {
      const remaining = Math.ceil((end - Date.now()) / 1000);
      setLeft(Math.max(0, remaining));
      if (remaining <= 0) {
        clearInterval(timer);
        over.current();
      }
    }, 250);
    return () => clearInterval(timer);
  }, [seconds]);
  const spoken = Math.min(seconds, Math.ceil(left / SPOKEN_EVERY) * SPOKEN_EVERY);
  return (
    <>
      <span aria-hidden="true" className="tabular-nums">
        {t('text', { wait: waitText(format, left) })}
      </span>
      <span className="sr-only">{t('text', { wait: waitText(format, spoken) })}</span>
    </>
  );
}
