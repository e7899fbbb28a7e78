'use client';
import { ChevronDown, CircleUserRound, LogOut, ScanFace, Settings2 } from 'lucide-react';
import Link from 'next/link';
import { DropdownMenu } from 'radix-ui';
import { type ReactElement, startTransition } from 'react';
import { useTranslations } from 'use-intl/react';

export interface AccountMenuProps {
  name: string;
  /** The server action that ends the session. */
  logOut: () => Promise<void>;
}

const item =
  'flex min-h-11 cursor-pointer items-center gap-3 rounded-[0.6rem] px-3 outline-none data-highlighted:bg-accent-soft';

/** The name of who is logged in, as the button of a menu. */
export default function AccountDropdown({ name, logOut }: AccountMenuProps): ReactElement {
  const t = useTranslations('header');
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={t('menu', { name })}
        className="flex min-h-11 min-w-0 cursor-pointer items-center gap-2 rounded-control px-2 font-medium hover:bg-sunken"
      >
        <CircleUserRound aria-hidden className="hidden size-5 flex-none text-accent sm:block" strokeWidth={1.75} />
        <bdi className="max-w-[26vw] truncate sm:max-w-60">{name}</bdi>
        <ChevronDown aria-hidden className="size-4 flex-none text-muted" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-50 min-w-52 rounded-control border border-line bg-raised p-1.5 shadow-raised"
        >
          <DropdownMenu.Item asChild>
            <Link href="/protected" className={item}>
              <ScanFace aria-hidden className="size-4 text-muted" />
              {t('page')}
            </Link>
          </DropdownMenu.Item>
          <DropdownMenu.Item asChild>
            <Link href="/account" className={item}>
              <Settings2 aria-hidden className="size-4 text-muted" />
              {t('account')}
            </Link>
          </DropdownMenu.Item>
          <DropdownMenu.Item className={item} onSelect={() => startTransition(logOut)}>
            <LogOut aria-hidden className="size-4 text-muted" />
            {t('logOut')}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
