'use client';
import { KeyRound } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactElement, type RefObject, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { useReady } from '@/components/ui/ready';

const Dialog = dynamic(() => import('@/components/ui/dialog').then((module) => module.Dialog), { ssr: false });

interface OtherWaysProps {
  /** Where the people who run the site can be reached, as a `mailto:` or `https:` address. */
  contact: string | undefined;
  /** Asks for a passkey; undefined where none lets anybody in. */
  onPasskey: (() => void) | undefined;
  /** Whether links are sent by e-mail. */
  email: boolean;
  /** The person has an operator's code, and wants the field for it. */
  onCode: () => void;
  /** That field, which then gets the focus. */
  codeField: RefObject<HTMLInputElement | null>;
}

/** The way in for people whom face and voice do not suit; in view at any time. */
export function OtherWays({ contact, onPasskey, email, onCode, codeField }: OtherWaysProps): ReactElement {
  const t = useTranslations('logIn.otherWays');
  const other = useTranslations('otherWays');
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const hasCode = useRef(false);
  // The field is there when the dialog has closed, and not before.
  const next = useMemo(
    () => ({
      get current() {
        return hasCode.current ? codeField.current : opener.current;
      },
    }),
    [codeField],
  );
  const takeCode = (): void => {
    hasCode.current = true;
    setOpen(false);
    onCode();
  };
  const isReady = useReady();
  const show = (): void => {
    hasCode.current = false;
    setOpen(true);
  };
  return (
    <>
      <button
        ref={opener}
        type="button"
        disabled={!isReady}
        aria-haspopup="dialog"
        onClick={show}
        className="link inline-flex min-h-11 cursor-pointer items-center gap-2"
      >
        <KeyRound aria-hidden className="size-4" />
        {t('title')}
      </button>
      {open && (
        <Dialog open onOpenChange={setOpen} opener={next} title={t('title')} close={t('close')}>
          {(['why', 'others', 'code'] as const).map((part) => (
            <p key={part} className="mt-4 leading-7">
              {t(part)}
            </p>
          ))}
          {onPasskey && (
            <Button
              look="secondary"
              className="mt-6 w-full"
              onClick={() => {
                setOpen(false);
                onPasskey();
              }}
            >
              {other('passkey')}
            </Button>
          )}
          <a href="/log_in/code" className={buttonClass('secondary', 'mt-3 w-full')}>
            {other('code')}
          </a>
          {email && (
            <a href="/log_in/email" className={buttonClass('secondary', 'mt-3 w-full')}>
              {other('email')}
            </a>
          )}
          {contact !== undefined && (
            <a href={contact} className={buttonClass('secondary', 'mt-3 w-full')}>
              {t('contact')}
            </a>
          )}
          <Button look="secondary" className="mt-3 w-full" onClick={takeCode}>
            {t('haveCode')}
          </Button>
        </Dialog>
      )}
    </>
  );
}
