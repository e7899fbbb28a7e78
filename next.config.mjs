/** Only what the pages use; camera and microphone for this origin alone. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const headers = [
  { key: 'Content-Security-Policy', value: contentSecurityPolicy },
  { key: 'Permissions-Policy', value: 'camera=(self), microphone=(self), geolocation=(), payment=()' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
];

/** The face tracker's files change with a release and keep their names: kept by the browser, asked for by ETag. */
const trackerHeaders = [{ key: 'Cache-Control', value: 'public, max-age=0, must-revalidate' }];

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
    '@prisma/client',
    'mpg123-decoder',
    'onnxruntime-node',
    'opus-decoder',
    'pg',
    'sharp',
  ],
  experimental: {
    // A log-in is eight frames of at most 300 kB and a recording of at most 1 MB, in base64.
    serverActions: { bodySizeLimit: '5mb' },
  },
  // In development React needs eval for its own stacks.
  headers: async () =>
    process.env.NODE_ENV === 'development'
      ? []
      : [
          { source: '/:path*', headers },
          { source: '/tracking/:file', headers: trackerHeaders },
        ],
};

export default config;
