import { evaluateFace, FACE_USAGE } from '@/lib/evaluation/face/face';
import { evaluateQuality, QUALITY_USAGE } from '@/lib/evaluation/face/quality';
import { evaluateLogin, LOGIN_USAGE } from '@/lib/evaluation/login/login';
import { evaluatePad, PAD_USAGE } from '@/lib/evaluation/presentation-attacks/pad';
import { evaluateReplay, REPLAY_USAGE } from '@/lib/evaluation/replay/replay';
import { ENSEMBLE_USAGE, evaluateEnsemble } from '@/lib/evaluation/voice/ensemble';
import { evaluateVoice, VOICE_USAGE } from '@/lib/evaluation/voice/voice';

const evaluations = {
  voice: { run: evaluateVoice, usage: VOICE_USAGE },
  face: { run: evaluateFace, usage: FACE_USAGE },
  login: { run: evaluateLogin, usage: LOGIN_USAGE },
  ensemble: { run: evaluateEnsemble, usage: ENSEMBLE_USAGE },
  pad: { run: evaluatePad, usage: PAD_USAGE },
  replay: { run: evaluateReplay, usage: REPLAY_USAGE },
  quality: { run: evaluateQuality, usage: QUALITY_USAGE },
};

const [kind = '', ...args] = process.argv.slice(2);
const evaluation = Object.hasOwn(evaluations, kind) ? evaluations[kind as keyof typeof evaluations] : undefined;

try {
  if (!evaluation) throw new TypeError(`say what to evaluate: ${Object.keys(evaluations).join(', ')}`);
  await evaluation.run(args);
} catch (error) {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  if (!(error instanceof TypeError || error instanceof RangeError || missing)) throw error;
  console.error(
    `${error.message}\n\n${
      evaluation?.usage ??
      Object.values(evaluations)
        .map(({ usage }) => usage)
        .join('\n\n')
    }`,
  );
  process.exitCode = 2;
}
