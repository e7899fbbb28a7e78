import { filesRoute, methodNotAllowed } from '@/lib/api/route';
import { faceFiles } from '@/lib/recognition/face-files';
import { identify } from '@/lib/recognition/identify';
import { apiAccess, apiDeps, MAX_PICTURE_FILE_BYTES } from '@/lib/runtime/api-access';

export const POST = filesRoute({
  access: apiAccess,
  fields: ['face'],
  maxFileBytes: MAX_PICTURE_FILE_BYTES,
  answer: async ({ face }, key) => identify(face, faceFiles, await apiDeps(key)),
});

export { methodNotAllowed as DELETE, methodNotAllowed as GET, methodNotAllowed as PATCH, methodNotAllowed as PUT };
