/*
 * The rooms of lib/, from the ground up: a room sees itself and what is listed, all of which stands above it here, so that no two
 * rooms are in a circle. Types count as much as values; tests look where they like.
 */
const ROOMS = {
  math: [],
  media: ['math'],
  inference: [],
  decision: ['math'],
  face: ['math', 'media', 'inference'],
  voice: ['math', 'media', 'inference'],
  liveness: ['math', 'media', 'decision', 'face', 'voice'],
  storage: ['math', 'decision', 'liveness'],
  api: ['media', 'liveness'],
  recognition: ['math', 'media', 'inference', 'decision', 'face', 'voice', 'liveness', 'storage', 'api'],
  risk: ['math', 'decision', 'face', 'voice', 'liveness', 'storage', 'recognition'],
  auth: [
    'math',
    'media',
    'inference',
    'decision',
    'face',
    'voice',
    'liveness',
    'storage',
    'api',
    'recognition',
    'risk',
  ],
  account: ['media', 'decision', 'liveness', 'storage', 'api', 'recognition', 'risk', 'auth'],
  streaming: ['math', 'media', 'inference', 'voice', 'storage', 'api', 'recognition', 'auth'],
  runtime: ['inference', 'decision', 'face', 'voice', 'storage', 'api', 'recognition', 'risk', 'auth', 'streaming'],
  server: ['storage', 'api', 'auth', 'streaming', 'runtime'],
};

/** The workbench on top of them: each may look at every room above, and at what is listed. */
const WORKBENCH = {
  models: [],
  evaluation: ['models'],
  testing: ['models'],
  benchmark: ['models', 'evaluation', 'testing'],
};

for (const order of [ROOMS, WORKBENCH]) {
  for (const [at, [name, seen]] of Object.entries(order).entries()) {
    const above = Object.keys(order).slice(0, at);
    for (const other of seen)
      if (!above.includes(other)) throw new Error(`lib/${other} does not stand above lib/${name}`);
  }
}

const APP = ['api', 'recognition', 'auth', 'account', 'runtime', 'server'];

/** What browsers load besides all of lib/math: nothing here needs Node.js. */
const SHARED_WITH_BROWSERS = [
  'lib/errors\\.ts',
  'lib/api/(consent|contract|name-rules|user-agent)\\.ts',
  'lib/decision/challenge\\.ts',
  'lib/face/(align|detected-face|landmark-output|landmarks|mean-face|oval|pose|quality-limits)\\.ts',
  'lib/face/tiny/(detections|networks|operators)\\.ts',
  'lib/liveness/challenge/(challenge|digits|draw)\\.ts',
  'lib/liveness/movement/(head-turn|limits)\\.ts',
  'lib/liveness/replay/burst-times\\.ts',
  'lib/media/(capture-limits|frame|luma)\\.ts',
];

/** Only their types, which leave no code behind, reach browsers. */
const TYPES_FOR_BROWSERS = [
  'lib/account/(delete-account|history|login-groups|match|sessions|tries|ways-in)\\.ts',
  'lib/auth/email/notices\\.ts',
  'lib/decision/signal\\.ts',
];

const TESTS = '(\\.test\\.tsx?$|^lib/[^/]+/fixtures/)';
const ALL = '^(app|components|lib|scripts|e2e)/';
const GROUND = '^lib/(errors|env|event-loop|secret-strength|singleton)\\.ts$';
const GENERATED = '^lib/storage/generated/';

const inLib = (rooms) => (rooms.length > 0 ? [`^lib/(${rooms.join('|')})/`] : []);

/** `from` may import nothing of ours but the `to`. */
const sees = (name, from, to) => ({
  name: `${name}-looks-elsewhere`,
  severity: 'error',
  from: { path: from, pathNot: [TESTS, GENERATED] },
  to: { path: ALL, pathNot: to },
});

const room = ([name, seen]) => sees(name, `^lib/${name}/`, [`^lib/${name}/`, GROUND, ...inLib(seen)]);

const workbench = ([name, seen]) =>
  sees(name, `^lib/${name}/`, [`^lib/${name}/`, GROUND, ...inLib([...Object.keys(ROOMS), ...seen])]);

const packagesOnlyIn = (folders, packages) => ({
  name: `${packages[0]}-only-in-${folders[0].replace('^', '').replace(/[^a-z]+/g, '-')}`,
  severity: 'error',
  from: { path: ALL, pathNot: [...folders, TESTS, '^lib/(models|evaluation|benchmark|testing)/', '^e2e/', GENERATED] },
  to: { path: `^node_modules/(${packages.join('|')})/` },
});

module.exports = {
  forbidden: [
    sees('the-ground', GROUND, [GROUND]),
    ...Object.entries(ROOMS).map(room),
    ...Object.entries(WORKBENCH).map(workbench),
    sees('components', '^components/', [
      '^components/',
      '^lib/math/',
      ...[...SHARED_WITH_BROWSERS, ...TYPES_FOR_BROWSERS].map((file) => `^${file}`),
    ]),
    sees('app', '^app/', ['^app/', '^components/', GROUND, ...inLib(APP)]),
    sees('scripts', '^scripts/', ['^scripts/', '^lib/', '^components/letters/']),
    sees('e2e', '^e2e/', ['^e2e/', '^components/messages/catalogue\\.ts$', '^lib/']),
    {
      name: 'browsers-load-only-types-of-these',
      severity: 'error',
      from: { path: '^components/', pathNot: TESTS },
      to: { path: TYPES_FOR_BROWSERS.map((file) => `^${file}`), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'what-browsers-share-needs-nothing-else',
      severity: 'error',
      from: { path: ['^lib/math/', ...SHARED_WITH_BROWSERS.map((file) => `^${file}`)], pathNot: TESTS },
      to: { path: ALL, pathNot: ['^lib/math/', ...SHARED_WITH_BROWSERS.map((file) => `^${file}`)] },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      from: { path: ALL, pathNot: [TESTS, '^lib/(testing|benchmark)/', '^e2e/', '^scripts/test\\.ts$'] },
      to: { path: '^lib/testing/' },
    },
    {
      name: 'pure-rooms-need-no-node',
      comment: 'No file, process, network or clock of Node.js.',
      severity: 'error',
      from: {
        path: ['^lib/(math|decision|face|voice|liveness)/', ...SHARED_WITH_BROWSERS.map((file) => `^${file}`)],
        pathNot: ['^lib/(face|voice)/model\\.ts$', TESTS],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-rooms-open-no-doors',
      comment: 'Models are run by model.ts alone; decoders, and the settings of the process, by nobody here.',
      severity: 'error',
      from: { path: '^lib/(face|voice|liveness)/', pathNot: ['^lib/(face|voice)/model\\.ts$', TESTS] },
      to: { path: '^lib/(inference/|env\\.ts$|media/(?!(audio|capture-limits|frame|luma)\\.ts$))' },
    },
    packagesOnlyIn(['^lib/storage/'], ['@prisma', '@electric-sql', 'pg', 'pglite-prisma-adapter']),
    packagesOnlyIn(['^lib/inference/'], ['onnxruntime-node', 'onnxruntime-common']),
    packagesOnlyIn(['^lib/media/'], ['sharp', 'opus-decoder', 'mpg123-decoder', 'ffmpeg-static']),
    packagesOnlyIn(['^lib/streaming/'], ['ws']),
    packagesOnlyIn(['^lib/auth/'], ['@simplewebauthn/server', '@node-rs']),
    packagesOnlyIn(['^lib/runtime/'], ['nodemailer']),
    packagesOnlyIn(['^lib/auth/', '^components/', '^app/api/auth/'], ['next-auth']),
    packagesOnlyIn(['^lib/(server|auth|risk)/'], ['ipaddr\\.js']),
    packagesOnlyIn(['^components/', '^app/'], ['react', 'react-dom', 'radix-ui', 'lucide-react', 'geist']),
    { name: 'no-circles', severity: 'error', from: { pathNot: GENERATED }, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: { pathNot: GENERATED }, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', GENERATED] },
    exclude: { path: ['^\\.next/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
