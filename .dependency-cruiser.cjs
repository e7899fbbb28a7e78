/** The import arrows that README.md describes. What is not allowed here is forbidden. */
const arrow = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.tsx?$' },
  to: {
    path: '^(app|components|lib|scripts|e2e)/',
    pathNot: [...to, '^lib/(errors|env|own-turn|vector)\\.ts$'].map((path) => path),
    // Types vanish: they are no dependency at run time.
    dependencyTypesNot: ['type-only'],
  },
});

const packageOnlyIn = (name, packages, folders) => ({
  name,
  severity: 'error',
  from: { path: '^(app|components|lib)/', pathNot: [...folders, '\\.test\\.tsx?$'] },
  to: { path: `^node_modules/(${packages.join('|')})/`, dependencyTypesNot: ['type-only'] },
});

module.exports = {
  forbidden: [
    arrow('app', '^app/', ['^app/', '^components/', '^lib/api/', '^lib/auth/']),
    arrow('components', '^components/', ['^components/', '^lib/api/']),
    arrow('auth', '^lib/auth/', ['^lib/(auth|decision|liveness|face|voice|media|storage|inference)/']),
    arrow('api', '^lib/api/', ['^lib/api/']),
    arrow('face-model', '^lib/face/model\\.ts$', ['^lib/face/', '^lib/inference/']),
    arrow('voice-model', '^lib/voice/model\\.ts$', ['^lib/voice/', '^lib/inference/']),
    arrow('face', '^lib/face/(?!model\\.ts$)', ['^lib/face/']),
    arrow('voice', '^lib/voice/(?!model\\.ts$)', ['^lib/voice/']),
    arrow('liveness', '^lib/liveness/', ['^lib/liveness/']),
    arrow('decision', '^lib/decision/', ['^lib/decision/']),
    arrow('inference', '^lib/inference/', ['^lib/inference/']),
    arrow('media', '^lib/media/', ['^lib/media/']),
    arrow('storage', '^lib/storage/', ['^lib/storage/']),
    {
      name: 'pure-code-has-no-doors',
      comment: 'No file, process, network or clock in pure code.',
      severity: 'error',
      from: { path: '^lib/(vector\\.ts|decision/|liveness/|face/|voice/)', pathNot: ['model\\.ts$', '\\.test\\.ts$'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'env-only-for-doors',
      severity: 'error',
      from: { path: '^(app|components|lib/(api|decision|liveness|face|voice))/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^lib/env\\.ts$' },
    },
    packageOnlyIn('websocket-behind-its-door', ['ws'], ['^lib/auth/stream/']),
    packageOnlyIn('onnxruntime-behind-its-door', ['onnxruntime-node', 'onnxruntime-common'], ['^lib/inference/']),
    packageOnlyIn('decoders-behind-their-door', ['sharp', 'opus-decoder', 'mpg123-decoder'], ['^lib/media/']),
    packageOnlyIn(
      'prisma-behind-its-door',
      ['@prisma', '@electric-sql', 'pg', 'pglite-prisma-adapter'],
      ['^lib/storage/'],
    ),
    {
      name: 'no-circles',
      severity: 'error',
      from: { pathNot: 'generated/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: { pathNot: 'generated/' }, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: ['node_modules', 'lib/storage/generated'] },
    exclude: { path: ['^\\.next/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
