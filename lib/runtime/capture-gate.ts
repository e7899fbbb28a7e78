import { type Admission, fairAdmission } from '@/lib/inference/admission';
import type { Applicant, LineLimits } from '@/lib/inference/lines';
import type { Queue } from '@/lib/inference/queue';
import { type Rate, slidingWindow } from '@/lib/inference/rate';

/** Where captures wait for a place, and how many each may hand in. */
export interface CaptureGate {
  admission: Admission;
  /** The queue of an applicant, who has a budget for whole captures and one for looks ahead. `run` throws `too_many_attempts` and `busy`. */
  of(applicant: Applicant, budget?: 'ahead'): Queue;
}

/** A name on a device that it is known on has a budget of its own, so that nobody behind the same address uses it up. */
export function captureGate(limits: LineLimits, each: Rate): CaptureGate {
  const admission = fairAdmission(limits);
  const count = slidingWindow(each);
  return {
    admission,
    of: (applicant, budget) => {
      const queue = admission.of(applicant);
      return {
        ...queue,
        run: async (job) => {
          const { kind, party, knownAs } = applicant;
          count([budget ?? kind, party, ...(knownAs === undefined ? [] : [knownAs])].join('\n'));
          return queue.run(job);
        },
      };
    },
  };
}
