'use client';
import { KeyRound } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactElement, useRef, useState } from 'react';
import { otherWaysWords } from './words';

const Dialog = dynamic(() => import('@/components/ui/dialog').then((module) => module.Dialog), { ssr: false });

/** The way in for people whom face and voice do not suit; in view at any time. */
export function OtherWays(): ReactElement {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={opener}
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="link inline-flex min-h-11 cursor-pointer items-center gap-2"
      >
        <KeyRound aria-hidden className="size-4" />
        {otherWaysWords.open}
      </button>
      {open && (
        <Dialog open onOpenChange={setOpen} opener={opener} title={otherWaysWords.title} close={otherWaysWords.close}>
          {otherWaysWords.paragraphs.map((text) => (
            <p key={text} className="mt-4 leading-7">
              {text}
            </p>
          ))}
        </Dialog>
      )}
    </>
  );
}
