import { readFile } from 'node:fs/promises';
import { decodeSoundInBlocks } from '@/lib/media/sound';
import { voiceModel } from '@/lib/voice/model';
import { observeVoice } from '@/lib/voice/observe';

/**
 * `node --import tsx lib/benchmark/observe-once.ts FILE`: decodes and observes one recording in a process of its own, and
 * prints `{ milliseconds, megabytes, speechSeconds }` as JSON: the time from its bytes, and the most resident memory.
 */
const [path = ''] = process.argv.slice(2);
const model = await voiceModel();
const bytes = await readFile(path);
const startedAt = performance.now();
const { speechSeconds } = await observeVoice(decodeSoundInBlocks(bytes, { maxSeconds: 600 }), model);
const milliseconds = performance.now() - startedAt;
// Linux only. The most that `resourceUsage` tells begins with what the parent held when it started this process.
const status = await readFile('/proc/self/status', 'utf8');
const megabytes = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1000;
console.info(JSON.stringify({ milliseconds, megabytes, speechSeconds }));
process.exit(0);
