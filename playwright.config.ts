import { defineConfig } from '@playwright/test';
import { preferMemoryFolder } from './lib/testing/memory-folder';

preferMemoryFolder();

/** Somebody who acts in time with the page: with another browser beside them two cores are late. */
const LIVE = 'challenge.spec.ts';
/** They load the machine, and measure it. */
const FLOODS = 'flood.spec.ts';

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  // One server per worker, one browser with camera and microphone files per persona: most of a test is waiting for a recording, so that
  // two cores carry two workers.
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: { trace: 'off' },
  projects: [
    { name: 'pages', testIgnore: [LIVE, FLOODS] },
    { name: 'live', testMatch: LIVE, dependencies: ['pages'] },
    { name: 'floods', testMatch: FLOODS, dependencies: ['live'] },
  ],
});
