import { filesRoute, methodNotAllowed } from '@/lib/api/route';
import { identifyFace } from '@/lib/recognition/identify-face';
import { apiAccess, apiDeps, MAX_PICTURE_FILE_BYTES } from '@/lib/runtime/api-access';

export const POST = filesRoute({
  access: apiAccess,
  fields: ['face'],
  maxFileBytes: MAX_PICTURE_FILE_BYTES,
  answer: async ({ face }) => identifyFace(face, await apiDeps()),
});

export { methodNotAllowed as DELETE, methodNotAllowed as GET, methodNotAllowed as PATCH, methodNotAllowed as PUT };
