import type { ReactElement, ReactNode } from 'react';

/** The one column of every page, under its heading. */
export function Column({ title, lead, children }: { title: string; lead?: string; children: ReactNode }): ReactElement {
  return (
    <div className="mx-auto w-full max-w-column px-5 pt-6 sm:pt-10">
      <h1 className="font-semibold text-3xl tracking-tight sm:text-4xl">{title}</h1>
      {lead && <p className="mt-4 text-lg text-muted leading-8">{lead}</p>}
      <div className="mt-6">{children}</div>
    </div>
  );
}
