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
    <div className="mb-4 text-center">
      <p className="text-muted text-sm">{caption}</p>
      <p
        className={`mt-1 text-balance font-medium text-[1.625rem] leading-9 tracking-tight ${dim ? 'text-muted' : ''}`}
      >
        {children}
      </p>
    </div>
  );
}
