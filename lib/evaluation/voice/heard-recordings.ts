import { join } from 'node:path';
import type { HeardRecording } from '@/lib/evaluation/calibration/voice-thresholds';
import { BadData, readSound } from '@/lib/evaluation/data/bad-data';
import { firstSeconds } from '@/lib/evaluation/data/conditions';
import { filesOfPeople, SOUND_EXTENSIONS } from '@/lib/evaluation/data/folders';
import { grouped } from '@/lib/evaluation/trials/modality-trials';
import { type Embedding, meanEmbedding } from '@/lib/math/vector';
import type { VoiceModel } from '@/lib/voice/model';
import { observeVoice } from '@/lib/voice/observe';

/** Seconds of speech in a log-in. */
const LOGIN_SECONDS = 4;
/** Recordings that stand for a speaker of a cohort. */
const OF_ONE = 3;
/** What score normalisation takes its nearest hundred from. */
const LEAST_SPEAKERS = 200;

/** Recordings of several folders `[group/]speaker/file`, as a model hears them; those that log-in would refuse are left out. */
export async function heardRecordings(folders: readonly string[], model: VoiceModel): Promise<HeardRecording[]> {
  const heard: HeardRecording[] = [];
  for (const folder of folders) {
    for (const { path, subject, group } of await filesOfPeople(folder, SOUND_EXTENSIONS)) {
      const audio = await readSound(path);
      const whole = await observeVoice(audio, model);
      const short = await observeVoice(firstSeconds(audio, LOGIN_SECONDS), model);
      if (!whole.embedding || !short.embedding) continue;
      const named = { subject: join(folder, subject), group: join(folder, group) };
      heard.push({ ...named, whole: whole.embedding, short: short.embedding });
    }
  }
  return heard;
}

/** The voices of many speakers of a folder, row by row: one each. Throws BadData for fewer than 200. */
export async function heardCohort(folder: string, model: VoiceModel): Promise<Float32Array> {
  const rows: Embedding[] = [];
  for (const files of grouped(await filesOfPeople(folder, SOUND_EXTENSIONS), ({ subject }) => subject).values()) {
    const own: Embedding[] = [];
    for (const { path } of files.slice(0, OF_ONE)) {
      const { embedding } = await observeVoice(await readSound(path), model);
      if (embedding) own.push(embedding);
    }
    if (own.length > 0) rows.push(meanEmbedding(own));
  }
  if (rows.length < LEAST_SPEAKERS)
    throw new BadData(`${folder} has ${rows.length} speakers to be heard; a cohort has ${LEAST_SPEAKERS} or more`);
  const size = rows[0]?.length ?? 0;
  const cohort = new Float32Array(rows.length * size);
  rows.forEach((row, i) => {
    cohort.set(row, i * size);
  });
  return cohort;
}
