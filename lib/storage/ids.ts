import { join } from 'node:path';
import { SesameError } from '@/lib/errors';

export const USER_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const ATTEMPT_ID = /^[0-9a-f]{32}$/;

export function isId(text: string, shape: RegExp): boolean {
  return shape.test(text);
}

/** Throws `invalid_request` for anything that is not an id of ours. */
export function checkedId(id: string, shape: RegExp): string {
  if (!isId(id, shape)) throw new SesameError('invalid_request', { detail: 'not an id of ours' });
  return id;
}

/** Only our own ids ever name a folder. Throws `invalid_request` for anything else. */
export function folderOf(root: string, id: string, shape: RegExp): string {
  return join(root, checkedId(id, shape));
}
