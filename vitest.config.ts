import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests that leave nothing behind in their process: they share one, and the models that it has loaded. */
const SHARED = [
  'components/**/*.test.{ts,tsx}',
  'lib/{decision,face,liveness,math,risk,voice}/**/*.test.ts',
  'lib/evaluation/{*,!(operational)/**/*}.test.ts',
  'lib/media/{bit-reader,containers,data-url,image,image-profile,media-type,resample,resample-stream,sound,wav}.test.ts',
];

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)) } },
  test: {
    // Keys of data folders that a test makes without a word about them: never in the home of who runs it.
    env: { XDG_CONFIG_HOME: join(tmpdir(), 'open-sesame-test-configuration') },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
    projects: [
      { extends: true, test: { name: 'shared', include: SHARED, isolate: false } },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['{app,lib,scripts}/**/*.test.ts'],
          exclude: SHARED,
          globalSetup: ['lib/testing/global-setup.ts'],
        },
      },
    ],
  },
});
