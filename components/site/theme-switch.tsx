'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { type ReactElement, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import { useReady } from '@/components/ui/ready';

type Theme = 'system' | 'light' | 'dark';

const KEY = 'open-sesame.theme';
const next = { system: 'light', light: 'dark', dark: 'system' } satisfies Record<Theme, Theme>;
const icons = { system: Monitor, light: Sun, dark: Moon };
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function current(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

function change(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
  for (const listener of listeners) listener();
}

/** Goes round between the system's colours, light and dark. `public/theme.js` applies the choice before the first paint. */
export function ThemeSwitch(): ReactElement {
  const theme = useSyncExternalStore(subscribe, current, () => 'system' as const);
  const t = useTranslations('site.theme');
  const Icon = icons[theme];
  const isReady = useReady();
  return (
    <button
      type="button"
      disabled={!isReady}
      aria-label={t(theme)}
      title={t(theme)}
      onClick={() => change(next[theme])}
      className="flex size-11 cursor-pointer items-center justify-center rounded-control text-muted hover:text-text"
    >
      <Icon aria-hidden className="size-5" strokeWidth={1.75} />
    </button>
  );
}
