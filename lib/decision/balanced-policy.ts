import type { Policy } from './policy';

/** The thresholds in use. */
export const balancedPolicy: Policy = {
  version: '2026-11-21',
  face: {
    maxDistance: 0.06,
    maxEnrolmentDistance: 0.06,
    evidence:
      'face-api networks, 25 public photographs of 9 people, one photograph against one: 0 of 262 impostor pairs (the ' +
      'rule of three supports FMR 1.1 %, and the pairs share photographs), FNMR 2.6 % (1 of 38); 2026-11-21.',
  },
  voice: {
    maxDistance: 0.48,
    maxEnrolmentDistance: 0.7,
    evidence:
      'ecapa-tdnn-192, 30 development speakers, 4 s of speech against the mean of three recordings of one session, 1,160 ' +
      'impostor and 40 genuine trials: FMR 1 %, FNMR 5.0 % [0.0, 12.5]; docs/evaluation.md, 2026-11-21. The enrolment ' +
      'distance keeps out voices that are plainly different, not every stranger: who enrols two people harms themselves.',
  },
  faceAlone: {
    maxDistance: 0.03,
    evidence:
      'face-api networks, half the distance of a log-in with a voice: against the mean of three photographs 0 of 974 impostor ' +
      'trials pass (25 photographs of 9 people; the nearest lies at 0.085) and FNMR is 1.4 % (4 of 280, all of one person); ' +
      '2026-11-21. The numbers are small: the floor is strict because no voice stands behind it.',
  },
  maxBurstSpread: 0.06,
  minMeanMargin: 0.05,
};
