import { DIGITS_USAGE, evaluateDigits } from '@/lib/evaluation/digits/digits';
import { BURST_SPREAD_USAGE, evaluateBurstSpread } from '@/lib/evaluation/face/burst-spread';
import { DETECTION_USAGE, evaluateDetection } from '@/lib/evaluation/face/detection';
import { evaluateFace, FACE_USAGE } from '@/lib/evaluation/face/face';
import { evaluateQuality, QUALITY_USAGE } from '@/lib/evaluation/face/quality';
import { evaluateLips, LIPS_USAGE } from '@/lib/evaluation/lips/lips';
import { evaluateLogin, LOGIN_USAGE } from '@/lib/evaluation/login/login';
import { evaluateMovement, MOVEMENT_USAGE } from '@/lib/evaluation/movement/movement';
import { evaluatePad, PAD_USAGE } from '@/lib/evaluation/presentation-attacks/pad';
import { evaluateReplay, REPLAY_USAGE } from '@/lib/evaluation/replay/replay';
import { evaluateSplice, SPLICE_USAGE } from '@/lib/evaluation/splice/splice';
import {
  evaluateTemplateProtection,
  TEMPLATE_PROTECTION_USAGE,
} from '@/lib/evaluation/template-protection/template-protection';
import { EARLY_VERDICTS_USAGE, evaluateEarlyVerdicts } from '@/lib/evaluation/voice/early-verdicts';
import { ENSEMBLE_USAGE, evaluateEnsemble } from '@/lib/evaluation/voice/ensemble';
import { evaluateVoice, VOICE_USAGE } from '@/lib/evaluation/voice/voice';
import { asWrongArguments, command, WrongArguments } from './command';

const evaluations = {
  voice: { run: evaluateVoice, usage: VOICE_USAGE },
  face: { run: evaluateFace, usage: FACE_USAGE },
  login: { run: evaluateLogin, usage: LOGIN_USAGE },
  ensemble: { run: evaluateEnsemble, usage: ENSEMBLE_USAGE },
  movement: { run: evaluateMovement, usage: MOVEMENT_USAGE },
  pad: { run: evaluatePad, usage: PAD_USAGE },
  'early-verdicts': { run: evaluateEarlyVerdicts, usage: EARLY_VERDICTS_USAGE },
  replay: { run: evaluateReplay, usage: REPLAY_USAGE },
  'template-protection': { run: evaluateTemplateProtection, usage: TEMPLATE_PROTECTION_USAGE },
  detection: { run: evaluateDetection, usage: DETECTION_USAGE },
  lips: { run: evaluateLips, usage: LIPS_USAGE },
  splice: { run: evaluateSplice, usage: SPLICE_USAGE },
  quality: { run: evaluateQuality, usage: QUALITY_USAGE },
  digits: { run: evaluateDigits, usage: DIGITS_USAGE },
  'burst-spread': { run: evaluateBurstSpread, usage: BURST_SPREAD_USAGE },
};

const kinds = Object.keys(evaluations);
const [kind = ''] = process.argv.slice(2);
const evaluation = Object.hasOwn(evaluations, kind) ? evaluations[kind as keyof typeof evaluations] : undefined;
const all = Object.values(evaluations).map(({ usage }) => usage);

await command(evaluation?.usage ?? all.join('\n\n'), async ([, ...args]) => {
  if (!evaluation) throw new WrongArguments(`say what to evaluate: ${kinds.join(', ')}`);
  await evaluation.run(args).catch(asWrongArguments);
});
