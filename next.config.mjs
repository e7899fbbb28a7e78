/** The face tracker's files change with a release and keep their names: kept by the browser, asked for by ETag. */
const trackerHeaders = [{ key: 'Cache-Control', value: 'public, max-age=0, must-revalidate' }];

/** For the page that a log-out leads to: nothing of the person's pages stays in the browser, but what is theirs does (docs/operations.md). */
const loggedOut = {
  source: '/logged_out',
  headers: [{ key: 'Clear-Site-Data', value: '"cache"' }],
};

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // `lib/server/build.ts` gives every build of the same sources the same one.
  generateBuildId: () => process.env.BUILD_ID ?? null,
  // `npm run types` checks them, tests and scripts included.
  typescript: { ignoreBuildErrors: true },
  // Native modules and modules that find files beside themselves: loaded by Node, never bundled.
  serverExternalPackages: [
    '@electric-sql/pglite',
    '@node-rs/argon2',
    '@prisma/client',
    'mpg123-decoder',
    'onnxruntime-node',
    'opus-decoder',
    'pg',
    'sharp',
  ],
  // Texts are compiled before they are sent (components/intl/compiled.ts): a parser for them would be 10 kB in every browser.
  turbopack: { resolveAlias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
  experimental: {
    // A log-in is eight frames of at most 300 kB and a recording of at most 1 MB, in base64.
    serverActions: { bodySizeLimit: '5mb' },
  },
  // No page shows a picture that was not made for it: nobody may ask this server to resize others.
  images: { unoptimized: true },
  // All other headers are the server's own: lib/server/security-headers.ts.
  headers: async () =>
    process.env.NODE_ENV === 'development' ? [] : [{ source: '/tracking/:file', headers: trackerHeaders }, loggedOut],
};

export default config;
