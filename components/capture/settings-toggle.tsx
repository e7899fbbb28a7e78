'use client';
import { ChevronDown, Settings2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactElement, useId, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Capture } from './use-capture';

// Few people ever open it, and the select is the heaviest part of the page.
const Settings = dynamic(() => import('./settings'), { ssr: false });

/** Opens and closes the choice of devices. */
export function SettingsToggle({ capture }: { capture: Capture }): ReactElement {
  const t = useTranslations('capture.settings');
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="flex min-h-11 cursor-pointer items-center gap-2 rounded-control text-muted text-sm hover:text-text"
      >
        <Settings2 aria-hidden className="size-4" />
        {t('title')}
        <ChevronDown aria-hidden className={`size-4 transition-transform ${open ? 'rotate-180' : ''}`} />
      </button>
      <div id={id}>{open && <Settings capture={capture} />}</div>
    </div>
  );
}
