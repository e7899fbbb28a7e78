import Link from 'next/link';
import type { ReactElement } from 'react';
import { getFormatter, getTranslations } from '@/components/intl/server';
import { buttonClass } from '@/components/ui/button-class';

interface SamplesProps {
  user: { createdAt: Date; faceRenewedAt: Date | null; voiceRenewedAt: Date | null };
}

/** When face and voice were enrolled, and the way to do so again. */
export async function Samples({ user }: SamplesProps): Promise<ReactElement> {
  const t = await getTranslations('myAccount.samples');
  const format = await getFormatter();
  const date = (at: Date): string => format.dateTime(at, { dateStyle: 'long' });
  const { createdAt, faceRenewedAt, voiceRenewedAt } = user;
  return (
    <>
      <p className="mt-2 leading-7">{t('face', { date: date(faceRenewedAt ?? createdAt) })}</p>
      <p className="leading-7">{t('voice', { date: date(voiceRenewedAt ?? createdAt) })}</p>
      <div className="mt-3 flex flex-wrap gap-3">
        <Link href="/account/renew/face" className={buttonClass('secondary')}>
          {t('renewFace')}
        </Link>
        <Link href="/account/renew/voice" className={buttonClass('secondary')}>
          {t('renewVoice')}
        </Link>
      </div>
      <p className="mt-3 text-muted text-sm leading-6">{t('text')}</p>
    </>
  );
}
