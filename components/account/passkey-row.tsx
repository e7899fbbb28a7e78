import { type ReactElement, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import type { WaysIn } from '@/lib/account/ways-in';
import type { Result, WaysInActions } from '@/lib/api/contract';
import type { ErrorCode } from '@/lib/errors';

interface PasskeyRowProps {
  passkey: WaysIn['passkeys'][number];
  canChange: boolean;
  canRemove: boolean;
  actions: Pick<WaysInActions, 'renamePasskey' | 'removePasskey'>;
  report: (refused: ErrorCode | undefined) => void;
}

/** One passkey: what it is called, when it was added and used; renamed in place, removed after a second press. */
export function PasskeyRow({ passkey, canChange, canRemove, actions, report }: PasskeyRowProps): ReactElement {
  const t = useTranslations('waysIn.passkeys');
  const { id, name, createdAt, lastUsedAt, backedUp } = passkey;
  const [state, setState] = useState<'idle' | 'renaming' | 'removing'>('idle');
  const [typed, setTyped] = useState(name);

  const change = async (done: Promise<Result>): Promise<void> => {
    const result = await done.catch((): Result => ({ ok: false, code: 'unavailable' }));
    setState('idle');
    report(result.ok ? undefined : result.code);
  };

  if (state === 'renaming')
    return (
      <li className="py-4">
        <Form onSubmit={() => void change(actions.renamePasskey({ id, name: typed }))}>
          <Field
            label={t('name')}
            hint={t('nameHint')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            maxLength={40}
            required
          />
          <div className="mt-2 flex gap-4">
            <Button type="submit" look="secondary" disabled={typed.trim() === ''}>
              {t('save')}
            </Button>
            <Button look="quiet" onClick={() => setState('idle')}>
              {t('cancel')}
            </Button>
          </div>
        </Form>
      </li>
    );
  return (
    <li className="py-4">
      <p className="wrap-anywhere font-medium">{name}</p>
      <p className="mt-1 text-muted text-sm leading-6">
        {t('added', { date: createdAt })}, {lastUsedAt ? t('used', { date: lastUsedAt }) : t('unused')}
        {backedUp && `, ${t('copied')}`}
      </p>
      {canChange && (
        <div className="flex flex-wrap gap-x-4">
          <Button look="quiet" onClick={() => setState('renaming')}>
            {t('rename')}
          </Button>
          {canRemove && state === 'idle' && (
            <Button look="quiet" onClick={() => setState('removing')}>
              {t('remove')}
            </Button>
          )}
          {state === 'removing' && (
            <Button look="quiet" onClick={() => void change(actions.removePasskey({ id }))}>
              {t('removeReally')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
