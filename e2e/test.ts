import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, test as base, chromium, type Page } from '@playwright/test';
import { writeCamera, writeFrozenCamera, writeMicrophone } from '@/lib/testing/camera-files';
import { needChromium } from '@/lib/testing/chromium';
import { makeFurnishedFolder } from '@/lib/testing/residents';
import { inStorage, type ServerFolder, startServer, type TestServer } from '@/lib/testing/server';

export { expect } from '@playwright/test';

export interface Looks {
  face: Buffer;
  voice: Float32Array;
  /** Whether a photograph is fed to the camera instead of a face that moves. */
  frozen?: boolean;
}

interface PersonaOptions {
  /** Without: a browser that has no camera and no microphone. */
  looks?: Looks;
  /** What the person presses when the browser asks for camera and microphone. */
  permission?: 'allow' | 'refuse';
  /** Whether 3-2-1 is counted before each sample; a choice of the person, kept in the browser. */
  countdown?: boolean;
  /** What the browser asks for (BCP 47), and where its clock is (IANA); those of this machine where left out. */
  locale?: string;
  timeZone?: string;
  /** What the browser is meant to complain about. */
  expected?: RegExp;
  /** Of a server that the test started itself. */
  url?: string;
}

/** A page in a browser of its own: camera and microphone files belong to the browser, not to the page. */
export type Persona = (options?: PersonaOptions) => Promise<Page>;

/** A server of the test's own, on which the residents live; it goes after the pages. */
export interface OwnServer {
  /** The same for every start. */
  folder(): Promise<string>;
  start(settings?: Record<string, string>): Promise<TestServer>;
}

const folders = new WeakMap<Page, string>();

/** From the next time that the microphone is opened on, a page hears this: the same speech twice is a replay. */
export async function changeVoice(page: Page, voice: Float32Array): Promise<void> {
  await writeMicrophone(folders.get(page) as string, voice);
}

/** Pages that open the camera. */
const WITH_CAMERA = /^\/(log_in|sign_up|renew_voice|account\/renew)/;

/** Whether a test of this worker failed: Playwright ends the worker then. */
let hasFailed = false;
let addresses = 0;
/** An address of its own for each persona, so that the limits of one do not stop another (RFC 5737). */
const nextAddress = (): string => `198.51.100.${++addresses}`;

export const test = base.extend<{ own: OwnServer; persona: Persona }, { server: TestServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
    async ({}, use) => {
      const { folder, remove } = await makeFurnishedFolder();
      const server = await startServer(folder, { TRUSTED_PROXIES: '1' });
      await use(server);
      await server.kill('SIGTERM');
      if (hasFailed) await tellVerdicts(server);
      await remove();
    },
    { scope: 'worker', timeout: 150_000 },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: as above
  own: async ({}, use, info) => {
    let made: Promise<ServerFolder> | undefined;
    const folder = async (): Promise<string> => {
      made ??= makeFurnishedFolder();
      return (await made).folder;
    };
    const started: TestServer[] = [];
    await use({
      folder,
      start: async (settings = {}) => {
        const server = await startServer(await folder(), { TRUSTED_PROXIES: '1', ...settings });
        started.push(server);
        return server;
      },
    });
    for (const server of started) await server.kill('SIGTERM');
    const last = started.at(-1);
    if (last && info.errors.length > 0) await tellVerdicts(last);
    await (await made)?.remove();
  },

  // Pages go before the server that they are of.
  persona: async ({ server, own: _own }, use, info) => {
    const closing: (() => Promise<void>)[] = [];
    let takes = 0;
    const problems: string[] = [];
    await use(async (options = {}) => {
      const { looks, countdown = false, expected, url = server.url } = options;
      const folder = await mkdtemp(join(tmpdir(), 'open-sesame-persona-'));
      const context = await launch(url, folder, takes++, options);
      let moving: Promise<string> = Promise.resolve(folder);
      closing.push(async () => {
        if (info.errors.length > 0) {
          hasFailed = true;
          for (const page of context.pages()) console.log(await seen(page));
        }
        await context.close();
        await moving;
        await rm(folder, { recursive: true, force: true });
      });
      await context.setExtraHTTPHeaders({ 'x-forwarded-for': nextAddress() });
      const page = context.pages()[0] ?? (await context.newPage());
      folders.set(page, folder);
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error' && !expected?.test(message.text()))
          problems.push(`${message.text()} (${message.location().url})`);
      });
      let left = '/';
      if (looks && !looks.frozen)
        page.on('framenavigated', (frame) => {
          if (frame !== page.mainFrame()) return;
          // Whoever comes back to a camera does not move as before.
          if (WITH_CAMERA.test(left))
            moving = moving.then(() => writeCamera(folder, looks.face, takes++)).catch(() => folder);
          left = new URL(frame.url()).pathname;
        });
      await page.goto('/');
      if (!countdown) await page.evaluate(() => localStorage.setItem('open-sesame.countdown', 'off'));
      return page;
    });
    for (const close of closing) await close();
    base.expect(problems, 'errors in the browser console').toEqual([]);
  },
});

/** Where a page is just now, and what it says. */
const seen = (page: Page): Promise<string> =>
  // biome-ignore lint/performance/useDomNodeTextContent: as it is read, without <noscript> and what is hidden
  page.evaluate(() => `${location.href} says: ${document.querySelector('main')?.innerText}`).catch(String);

/** Why log-ins ended as they did, of a server that has stopped: a page is not told. */
const tellVerdicts = (server: TestServer): Promise<void> =>
  inStorage(server, async ({ prisma }) => {
    const events = await prisma.auditEvent.findMany({ where: { kind: 'login' }, orderBy: { at: 'asc' } });
    for (const { at, outcome, reason, signals } of events)
      console.log(at.toISOString(), outcome, reason, signals.join());
    const scores = await prisma.verificationScore.findMany({ orderBy: { at: 'asc' } });
    for (const { at, modality, similarity, threshold } of scores)
      console.log(at.toISOString(), modality, similarity, 'of', threshold);
  });

async function launch(
  baseURL: string,
  folder: string,
  take: number,
  { looks, permission = 'allow', locale, timeZone }: PersonaOptions,
): Promise<BrowserContext> {
  const args = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  // Without a graphics card its emulation takes a tenth more of the processor than drawing by itself.
  args.push('--disable-gpu');
  if (process.getuid?.() === 0) args.push('--no-sandbox');
  if (looks) {
    const { face, voice, frozen } = looks;
    const video = frozen ? await writeFrozenCamera(folder, face) : await writeCamera(folder, face, take);
    const sound = await writeMicrophone(folder, voice);
    args.push(
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${video}`,
      `--use-file-for-fake-audio-capture=${sound}`,
    );
  }
  args.push(permission === 'allow' ? '--use-fake-ui-for-media-stream' : '--deny-permission-prompts');
  return chromium.launchPersistentContext(join(folder, 'profile'), {
    baseURL,
    executablePath: needChromium(),
    viewport: { width: 1280, height: 900 },
    locale,
    timezoneId: timeZone,
    args,
  });
}
