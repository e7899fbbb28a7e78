import { filesRoute, methodNotAllowed } from '@/lib/api/route';
import { verifyVoice } from '@/lib/recognition/verify-voice';
import { apiAccess, apiDeps, MAX_RECORDING_FILE_BYTES } from '@/lib/runtime/api-access';

export const POST = filesRoute({
  access: apiAccess,
  fields: ['a', 'b'],
  maxFileBytes: MAX_RECORDING_FILE_BYTES,
  answer: async (files) => verifyVoice(files, await apiDeps()),
});

export { methodNotAllowed as DELETE, methodNotAllowed as GET, methodNotAllowed as PATCH, methodNotAllowed as PUT };
