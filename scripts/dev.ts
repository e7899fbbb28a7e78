export {};

Object.assign(process.env, { NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' });

const { env } = await import('@/lib/env');
const { serve } = await import('@/lib/server/serve');
console.info(`Open Sesame is at ${await serve(env(), true)} (development)`);
