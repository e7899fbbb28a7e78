'use client';
import { RefreshCw } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { OverlayNotice } from './overlay-notice';
import { onOutdated } from './update';

/** Time to read why the page goes, in milliseconds. */
const READ_MS = 3_000;

/** Says that this page is from before an update, and loads it anew. */
export function UpdateNotice(): ReactElement {
  const t = useTranslations('site');
  const [outdated, setOutdated] = useState(false);
  useEffect(() => onOutdated(() => setOutdated(true)), []);
  useEffect(() => {
    if (!outdated) return;
    const timer = setTimeout(() => window.location.reload(), READ_MS);
    return () => clearTimeout(timer);
  }, [outdated]);
  return <OverlayNotice icon={RefreshCw} text={outdated ? t('outdated') : null} />;
}
