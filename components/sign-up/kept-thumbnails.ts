import { recallInTab, rememberInTab } from '@/components/capture/remembered';
import type { Thumbnail } from './state';

/** Wide enough for a tile on a sharp screen, in pixels. */
const WIDTH = 128;

interface Kept {
  attemptId: string;
  thumbnails: (Thumbnail | null)[];
}

/** Keeps what the tiles of a sign-up show in this tab, so that a reload shows it again. Null forgets it. It never leaves the browser. */
export function keepThumbnails(kept: Kept | null): void {
  rememberInTab('thumbnails', kept && JSON.stringify(kept));
}

/** What was kept of an attempt, or nothing. */
export function keptThumbnails(attemptId: string): (Thumbnail | null)[] {
  try {
    const kept = JSON.parse(recallInTab('thumbnails') ?? 'null') as Kept | null;
    return kept?.attemptId === attemptId ? kept.thumbnails : [];
  } catch {
    return [];
  }
}

/** A photo small enough to keep; the photo itself where the browser cannot draw. */
export async function smallPicture(photo: string): Promise<string> {
  try {
    const picture = new Image();
    picture.src = photo;
    await picture.decode();
    const canvas = document.createElement('canvas');
    canvas.width = WIDTH;
    canvas.height = Math.round((WIDTH * picture.naturalHeight) / picture.naturalWidth);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/jpeg', 0.8);
  } catch {
    return photo;
  }
}
