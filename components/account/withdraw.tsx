'use client';
import { type ReactElement, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useErrorText } from '@/components/intl/error-text';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import type { Result } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';

/** The last step of taking the consent back. */
export function Withdraw({ action }: { action: () => Promise<Result> }): ReactElement {
  const t = useTranslations('myAccount.withdraw');
  const errorText = useErrorText();
  const [problem, setProblem] = useState<ErrorCode | null>(null);
  const [sending, setSending] = useState(false);

  const press = async (): Promise<void> => {
    setSending(true);
    const result = await action().catch(() => ({ ok: false as const, code: 'unavailable' as const }));
    if (result.ok) return window.location.assign('/account');
    setSending(false);
    setProblem(result.code);
  };

  return (
    <>
      {problem && (
        <div role="alert" className="mb-4">
          <Notice kind="danger">{errorText(problem)}</Notice>
        </div>
      )}
      <Button onClick={press} disabled={sending} className="w-full bg-danger! text-surface!">
        {t('submit')}
      </Button>
    </>
  );
}
