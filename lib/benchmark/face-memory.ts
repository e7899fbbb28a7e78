import { faceModel } from '@/lib/face/model';
import { observeFace } from '@/lib/face/observe';
import { decodeImage } from '@/lib/media/image';
import { facePhoto, people } from '@/lib/testing/faces';

/** `node --import tsx lib/benchmark/face-memory.ts`: prints the megabytes that the face models add to a process, after 20 bursts. */

const frame = await decodeImage(await facePhoto(people.ada[0]));
const burst = Array.from({ length: 8 }, () => frame);
const before = process.memoryUsage.rss();
const model = await faceModel();
for (let i = 0; i < 20; i++) await observeFace(burst, model, 'login');
console.info((process.memoryUsage.rss() - before) / 1e6);
process.exit(0);
