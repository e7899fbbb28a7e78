import { filesRoute, methodNotAllowed } from '@/lib/api/route';
import { apiAccess, apiDeps, MAX_PICTURE_FILE_BYTES } from '@/lib/auth/api';
import { identifyFace } from '@/lib/auth/identify-face';

export const POST = filesRoute({
  access: apiAccess,
  fields: ['face'],
  maxFileBytes: MAX_PICTURE_FILE_BYTES,
  answer: async ({ face }) => identifyFace(face, await apiDeps()),
});

export { methodNotAllowed as DELETE, methodNotAllowed as GET, methodNotAllowed as PATCH, methodNotAllowed as PUT };
