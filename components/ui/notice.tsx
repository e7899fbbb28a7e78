import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';

type Kind = 'info' | 'success' | 'danger';

const looks = {
  info: { icon: Info, box: 'bg-accent-soft', ink: 'text-accent' },
  success: { icon: CircleCheck, box: 'bg-accent-soft', ink: 'text-accent' },
  danger: { icon: CircleAlert, box: 'bg-danger-soft', ink: 'text-danger' },
} satisfies Record<Kind, { icon: typeof Info; box: string; ink: string }>;

/** A message with its icon. It is not a live region: put it into one. */
export function Notice({ kind, title, children }: { kind: Kind; title?: string; children: ReactNode }): ReactElement {
  const { icon: Icon, box, ink } = looks[kind];
  return (
    <div className={`flex gap-3 rounded-control p-4 ${box}`}>
      <Icon aria-hidden className={`mt-0.5 size-5 flex-none ${ink}`} />
      <div className="min-w-0 leading-6">
        {title && <p className="font-medium">{title}</p>}
        {children}
      </div>
    </div>
  );
}
