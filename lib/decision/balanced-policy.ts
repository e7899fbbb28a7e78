import type { Policy } from './policy';

/** The thresholds in use. */
export const balancedPolicy: Policy = {
  version: '2026-11-21',
  face: {
    maxDistance: 0.06,
    maxEnrolmentDistance: 0.06,
    evidence: 'to be replaced by the evaluation',
  },
  voice: {
    maxDistance: 0.55,
    maxEnrolmentDistance: 0.7,
    evidence: 'to be replaced by the evaluation',
  },
  maxBurstSpread: 0.06,
  minMeanMargin: 0.05,
};
