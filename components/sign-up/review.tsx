'use client';
import dynamic from 'next/dynamic';
import { type ReactElement, useCallback, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Sample } from '@/components/capture/sample';
import { Button } from '@/components/ui/button';

const Dialog = dynamic(() => import('@/components/ui/dialog').then((module) => module.Dialog), { ssr: false });

interface Asked {
  sample: Sample;
  answer: (isSent: boolean) => void;
}

interface Review {
  /** Shows a sample, and answers whether the person lets it be sent. It is nowhere but in this page. */
  ask(sample: Sample): Promise<boolean>;
  dialog: ReactElement | null;
}

/** A look at each picture, and a listen to each recording, before it leaves the browser. */
export function useReview(): Review {
  const t = useTranslations('review');
  const [asked, setAsked] = useState<Asked | null>(null);
  const opener = useRef<HTMLElement>(null);
  const ask = useCallback(
    (sample: Sample) =>
      new Promise<boolean>((resolve) => {
        const answer = (isSent: boolean): void => {
          setAsked(null);
          resolve(isSent);
        };
        setAsked({ sample, answer });
      }),
    [],
  );
  const dialog = asked && (
    <Dialog open onOpenChange={() => asked.answer(false)} opener={opener} title={t('title')} close={t('again')}>
      <p className="mt-2 text-muted leading-6">{t('text')}</p>
      {asked.sample.photo ? (
        // biome-ignore lint/performance/noImgElement: a data URL that never leaves the browser
        <img src={asked.sample.photo} alt={t('picture')} className="mt-4 w-full -scale-x-100 rounded-control" />
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: the person's own digits, which they have just said
        <audio controls src={asked.sample.recording} aria-label={t('recording')} className="mt-4 w-full" />
      )}
      <div className="mt-6 flex flex-wrap gap-3">
        <Button className="grow" onClick={() => asked.answer(true)}>
          {t('send')}
        </Button>
        <Button look="secondary" className="grow" onClick={() => asked.answer(false)}>
          {t('again')}
        </Button>
      </div>
    </Dialog>
  );
  return { ask, dialog };
}
