import { Check, Mic, ScanFace } from 'lucide-react';
import type { ReactElement } from 'react';
import { useTranslations } from 'use-intl/react';
import { photoPoses } from '@/lib/media/capture-limits';
import type { Thumbnail } from './state';

interface TilesProps {
  /** How many of them are photos; the others are recordings. */
  photos: number;
  held: readonly boolean[];
  thumbnails: readonly (Thumbnail | null)[];
  current: number | null;
  disabled: boolean;
  onChoose: (index: number) => void;
}

/** One small tile for each sample: what is taken, what comes next; an accepted one can be taken again. */
export function Tiles({ photos, held, thumbnails, current, disabled, onChoose }: TilesProps): ReactElement {
  const t = useTranslations('signUp.tiles');
  return (
    <ul aria-label={t('list')} className="flex gap-1.5">
      {held.map((isHeld, i) => {
        const isCurrent = current === i;
        const isPhoto = i < photos;
        const pose = isPhoto ? photoPoses[i] : undefined;
        const sample = pose ? t(`photos.${pose}`) : t('recording', { number: i - photos + 1 });
        return (
          <li key={sample} className="min-w-0 max-w-16 flex-1">
            <button
              type="button"
              disabled={disabled || !isHeld}
              onClick={() => onChoose(i)}
              className={`relative flex h-11 w-full items-center justify-center overflow-hidden rounded-[0.65rem] bg-sunken text-muted enabled:cursor-pointer enabled:hover:brightness-95 ${isCurrent ? 'ring-2 ring-accent ring-inset' : ''}`}
            >
              <Picture isPhoto={isPhoto} thumbnail={thumbnails[i] ?? null} />
              {isHeld && (
                <span className="absolute end-0.5 bottom-0.5 flex size-4 items-center justify-center rounded-full bg-accent text-on-accent">
                  <Check aria-hidden className="size-3" strokeWidth={3} />
                </span>
              )}
              <span className="sr-only">{t(isCurrent ? 'current' : isHeld ? 'accepted' : 'missing', { sample })}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Picture({ isPhoto, thumbnail }: { isPhoto: boolean; thumbnail: Thumbnail | null }): ReactElement {
  if (typeof thumbnail === 'string') {
    // biome-ignore lint/performance/noImgElement: a data URL that never leaves the browser
    return <img src={thumbnail} alt="" className="size-full -scale-x-100 object-cover" />;
  }
  if (thumbnail) return <Outline loudness={thumbnail} />;
  const Icon = isPhoto ? ScanFace : Mic;
  return <Icon aria-hidden className="size-5" strokeWidth={1.5} />;
}

function Outline({ loudness }: { loudness: number[] }): ReactElement {
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${loudness.length * 4} 40`} className="h-2/3 w-4/5 fill-accent">
      {loudness.map((level, i) => {
        const height = 3 + level * 34;
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing whose bars never move
        return <rect key={i} x={i * 4 + 0.75} y={20 - height / 2} width={2.5} height={height} rx={1.25} />;
      })}
    </svg>
  );
}
