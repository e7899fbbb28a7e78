import type { FaceModel } from '@/lib/face/model';
import { seededRandom } from '@/lib/math/random';
import { observeMouth } from '@/lib/recognition/observe-mouth';
import { filterbank } from '@/lib/voice/filterbank';
import { detectSpeech } from '@/lib/voice/speech';
import type { MeasuredClip } from './lip-trials';
import type { TalkingClip } from './talking-clips';

/** Clips as the server sees them, how many it refused, and milliseconds of processor time for one crop. */
export async function measureClips(
  clips: readonly TalkingClip[],
  model: FaceModel,
  told: (done: number, all: number) => void,
): Promise<{ clips: MeasuredClip[]; refused: number; milliseconds: number }> {
  const deps = { faceModel: async (): Promise<FaceModel> => model };
  const measured: MeasuredClip[] = [];
  let [used, crops] = [0, 0];
  for (const [done, { name, person, crops: sent, still, audio, embedding }] of clips.entries()) {
    const expected = { embedding, random: seededRandom(done) };
    const before = process.cpuUsage();
    const seen = await observeMouth(sent, expected, deps);
    const { user, system } = process.cpuUsage(before);
    used += (user + system) / 1_000;
    crops += sent.length;
    const stillSeen = await observeMouth(still, expected, deps);
    if (seen.refused === undefined && stillSeen.refused === undefined) {
      const features = filterbank(audio);
      const heard = { features, speech: detectSpeech(audio, features) };
      measured.push({ name, person, crops: seen.crops, still: stillSeen.crops, heard });
    }
    told(done + 1, clips.length);
  }
  return { clips: measured, refused: clips.length - measured.length, milliseconds: used / crops };
}
