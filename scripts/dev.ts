import { join } from 'node:path';

Object.assign(process.env, { NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' });

const { placeTracker } = await import('@/lib/models/place-tracker');
const { env } = await import('@/lib/env');
const { serve } = await import('@/lib/server/serve');
await placeTracker(join('public', 'tracking'));
console.info(`Open Sesame is at ${await serve(env(), true)} (development)`);
