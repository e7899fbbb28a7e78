import { filesRoute, methodNotAllowed } from '@/lib/api/route';
import { verify } from '@/lib/recognition/verify';
import { voiceFiles } from '@/lib/recognition/voice-files';
import { apiAccess, apiDeps, MAX_RECORDING_FILE_BYTES } from '@/lib/runtime/api-access';

export const POST = filesRoute({
  access: apiAccess,
  fields: ['a', 'b'],
  maxFileBytes: MAX_RECORDING_FILE_BYTES,
  answer: async (files, key) => verify(files, voiceFiles, await apiDeps(key)),
});

export { methodNotAllowed as DELETE, methodNotAllowed as GET, methodNotAllowed as PATCH, methodNotAllowed as PUT };
