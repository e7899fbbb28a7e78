import { filesRoute, methodNotAllowed } from '@/lib/api/route';
import { apiAccess, apiDeps, MAX_RECORDING_FILE_BYTES } from '@/lib/auth/api';
import { identifyVoice } from '@/lib/auth/identify-voice';

export const POST = filesRoute({
  access: apiAccess,
  fields: ['voice'],
  maxFileBytes: MAX_RECORDING_FILE_BYTES,
  answer: async ({ voice }) => identifyVoice(voice, await apiDeps()),
});

export { methodNotAllowed as DELETE, methodNotAllowed as GET, methodNotAllowed as PATCH, methodNotAllowed as PUT };
