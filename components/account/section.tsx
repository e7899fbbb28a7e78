import type { ReactElement, ReactNode } from 'react';

/** One part of a page, under its heading. */
export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }): ReactElement {
  return (
    <section aria-labelledby={id} className="rounded-frame border border-line bg-raised p-5">
      <h2 id={id} className="font-semibold text-lg tracking-tight">
        {title}
      </h2>
      {children}
    </section>
  );
}
