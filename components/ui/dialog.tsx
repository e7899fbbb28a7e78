'use client';
import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactElement, ReactNode, RefObject } from 'react';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What opened it, and gets the focus back. */
  opener: RefObject<HTMLElement | null>;
  close: string;
  children: ReactNode;
}

/** A dialog over the page, a sheet from below on a phone. Escape, the cross and a press outside close it. */
export function Dialog({ open, onOpenChange, opener, title, close, children }: DialogProps): ReactElement {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/50" />
        <Primitive.Content
          aria-describedby={undefined}
          onCloseAutoFocus={() => opener.current?.focus()}
          className="fixed inset-x-0 bottom-0 z-50 max-h-[90dvh] overflow-y-auto rounded-t-frame bg-raised p-6 pb-10 shadow-raised sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-full sm:max-w-column sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-frame sm:p-8"
        >
          <div className="flex items-start justify-between gap-4">
            <Primitive.Title className="font-semibold text-xl tracking-tight">{title}</Primitive.Title>
            <Primitive.Close
              aria-label={close}
              className="-m-2.5 flex size-11 flex-none cursor-pointer items-center justify-center rounded-control text-muted hover:text-text"
            >
              <X aria-hidden className="size-5" />
            </Primitive.Close>
          </div>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
