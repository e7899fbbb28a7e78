import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser for end-to-end tests: CHROMIUM_PATH, Playwright's own, or one on the path. */
export function findChromium(): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [process.env.CHROMIUM_PATH, chromium.executablePath(), ...onPath].find((path) => path && existsSync(path));
}

/** The browser, installed if need be and possible. Throws an Error that says what to do. */
export function needChromium(): string {
  return findChromium() ?? install() ?? giveUp();
}

function install(): string | undefined {
  console.info('No Chromium found; asking Playwright for one …');
  spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000 });
  if (!findChromium() && process.getuid?.() === 0) {
    console.info('That did not work; asking apt-get …');
    spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore', timeout: 300_000 });
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], {
      stdio: 'ignore',
      timeout: 600_000,
    });
  }
  return findChromium();
}

function giveUp(): never {
  throw new Error(
    'The end-to-end tests need Chromium: run `npx playwright install --with-deps chromium`, install your system’s ' +
      '`chromium` package, or set CHROMIUM_PATH.',
  );
}
