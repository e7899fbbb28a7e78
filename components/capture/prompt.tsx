import type { ReactElement, ReactNode } from 'react';

/** What a person is to say or to do, in large type just under the frame. */
export function Prompt({
  caption,
  children,
  dim,
}: {
  caption: string;
  children: ReactNode;
  dim: boolean;
}): ReactElement {
  return (
    <div className={`mb-4 text-center transition-opacity ${dim ? 'opacity-60' : ''}`}>
      <p className="text-muted text-sm">{caption}</p>
      <p className="mt-1 text-balance font-medium text-2xl leading-8 tracking-tight">{children}</p>
    </div>
  );
}
