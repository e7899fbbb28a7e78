import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { placeTracker } from '@/lib/models/place-tracker';

/** `npm run build`: the face tracker's files into `public/`, then Next.js. */
await placeTracker(join('public', 'tracking'));
const next = join('node_modules', 'next', 'dist', 'bin', 'next');
process.exitCode = spawnSync(process.execPath, [next, 'build'], { stdio: 'inherit' }).status ?? 1;
