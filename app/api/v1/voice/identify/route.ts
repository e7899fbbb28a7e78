import { filesRoute, methodNotAllowed } from '@/lib/api/route';
import { identify } from '@/lib/recognition/identify';
import { voiceFiles } from '@/lib/recognition/voice-files';
import { apiAccess, apiDeps, MAX_RECORDING_FILE_BYTES } from '@/lib/runtime/api-access';

export const POST = filesRoute({
  access: apiAccess,
  fields: ['voice'],
  maxFileBytes: MAX_RECORDING_FILE_BYTES,
  answer: async ({ voice }, key) => identify(voice, voiceFiles, await apiDeps(key)),
});

export { methodNotAllowed as DELETE, methodNotAllowed as GET, methodNotAllowed as PATCH, methodNotAllowed as PUT };
