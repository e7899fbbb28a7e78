import { ShieldAlert, ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import type { ReactElement } from 'react';
import { getTranslations } from '@/components/intl/server';

/** By what a person comes in, and how strong that is. */
export async function WaysIn(props: { hasPasskey: boolean; isWithdrawn: boolean }): Promise<ReactElement> {
  const t = await getTranslations('dashboard.waysIn');
  const { hasPasskey, isWithdrawn } = props;
  const Icon = hasPasskey ? ShieldCheck : ShieldAlert;
  return (
    <>
      <div className="mt-2 flex gap-3">
        <Icon aria-hidden className={`mt-0.5 size-5 flex-none ${hasPasskey ? 'text-success' : 'text-danger'}`} />
        <div className="min-w-0 leading-6">
          <p className="font-medium">{t(isWithdrawn ? 'withdrawn' : hasPasskey ? 'passkey' : 'biometric')}</p>
          <p className="text-muted text-sm leading-6">{t(hasPasskey ? 'passkeyText' : 'biometricText')}</p>
        </div>
      </div>
      <Link href="/account/ways_in" className="link inline-flex min-h-11 items-center">
        {t('link')}
      </Link>
    </>
  );
}
