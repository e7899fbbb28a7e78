import { filesRoute, methodNotAllowed } from '@/lib/api/route';
import { faceFiles } from '@/lib/recognition/face-files';
import { verify } from '@/lib/recognition/verify';
import { apiAccess, apiDeps, MAX_PICTURE_FILE_BYTES } from '@/lib/runtime/api-access';

export const POST = filesRoute({
  access: apiAccess,
  fields: ['a', 'b'],
  maxFileBytes: MAX_PICTURE_FILE_BYTES,
  answer: async (files, key) => verify(files, faceFiles, await apiDeps(key)),
});

export { methodNotAllowed as DELETE, methodNotAllowed as GET, methodNotAllowed as PATCH, methodNotAllowed as PUT };
