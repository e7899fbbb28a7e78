import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { preferMemoryFolder } from './lib/testing/memory-folder';

/** Tests that need a process of their own: they change its environment or its modules, or measure its memory. All others share one. */
const ALONE = [
  'app/api/**/*.test.ts',
  'lib/{env,auth/next-auth,inference/configured,recognition/voice-ensemble,storage/secrets,testing/memory-growth}.test.ts',
  'lib/media/{ffmpeg,fuzz,image-fuzz,sound-in-blocks}.test.ts',
  'lib/models/download.test.ts',
];

preferMemoryFolder();

const resolve = { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } };
const common = {
  // Keys of data folders that a test makes without a word about them: never in the home of who runs it.
  env: { XDG_CONFIG_HOME: join(tmpdir(), 'open-sesame-test-configuration') },
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  resolve,
  test: {
    maxWorkers: '100%',
    // Projects that extended this would each run it again.
    globalSetup: ['lib/testing/global-setup.ts'],
    projects: [
      {
        resolve,
        test: {
          ...common,
          name: 'shared',
          include: ['{app,components,lib,scripts}/**/*.test.{ts,tsx}'],
          exclude: ALONE,
          isolate: false,
        },
      },
      { resolve, test: { ...common, name: 'alone', include: ALONE } },
    ],
  },
});
