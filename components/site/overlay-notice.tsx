import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';

interface OverlayNoticeProps {
  icon: LucideIcon;
  /** Null while there is nothing to say. */
  text: string | null;
}

/** Lies over the page, so that nothing moves; at its top, where no button is that leads on. */
export function OverlayNotice({ icon: Icon, text }: OverlayNoticeProps): ReactElement {
  return (
    <div aria-live="polite" className="overlay-notice">
      {text && (
        <p className="flex items-center gap-3 rounded-control bg-text px-5 py-3 text-surface shadow-raised">
          <Icon aria-hidden className="size-5 flex-none" />
          {text}
        </p>
      )}
    </div>
  );
}
