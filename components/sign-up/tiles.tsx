import { Check, Mic, ScanFace } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Kind, Thumbnail } from './state';
import { tileWords } from './words';

interface TilesProps {
  kind: Kind;
  labels: readonly string[];
  held: readonly boolean[];
  thumbnails: readonly (Thumbnail | null)[];
  current: number | null;
  disabled: boolean;
  onChoose: (index: number) => void;
}

/** One tile for each sample: what is taken, what comes next; an accepted one can be taken again. */
export function Tiles({ kind, labels, held, thumbnails, current, disabled, onChoose }: TilesProps): ReactElement {
  return (
    <ul aria-label={tileWords.list} className="mt-6 grid grid-cols-3 gap-3">
      {labels.map((label, i) => {
        const isHeld = held[i] === true;
        const isCurrent = current === i;
        return (
          <li key={label}>
            <button
              type="button"
              disabled={disabled || !isHeld}
              onClick={() => onChoose(i)}
              className={`w-full rounded-control p-1 text-left enabled:cursor-pointer enabled:hover:bg-sunken ${isCurrent ? 'ring-2 ring-accent' : ''}`}
            >
              <span className="relative flex aspect-[4/3] items-center justify-center overflow-hidden rounded-[0.65rem] bg-sunken text-muted">
                <Picture kind={kind} thumbnail={thumbnails[i] ?? null} />
                {isHeld && (
                  <span className="absolute right-1.5 bottom-1.5 flex size-6 items-center justify-center rounded-full bg-accent text-on-accent">
                    <Check aria-hidden className="size-4" strokeWidth={3} />
                  </span>
                )}
              </span>
              <span className="mt-1.5 block px-1 text-sm">{label}</span>
              <span className="sr-only">
                {isCurrent ? tileWords.current : isHeld ? tileWords.accepted : tileWords.missing}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Picture({ kind, thumbnail }: { kind: Kind; thumbnail: Thumbnail | null }): ReactElement {
  if (typeof thumbnail === 'string') {
    // biome-ignore lint/performance/noImgElement: a data URL that never leaves the browser
    return <img src={thumbnail} alt="" className="size-full -scale-x-100 object-cover" />;
  }
  if (thumbnail) return <Outline loudness={thumbnail} />;
  const Icon = kind === 'photo' ? ScanFace : Mic;
  return <Icon aria-hidden className="size-6" strokeWidth={1.5} />;
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
