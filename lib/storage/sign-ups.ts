import { hashAddress } from './audit';
import type { Storage } from './storage';

/** When the newest but `skip` of the sign-ups from an address since a date was finished, or began to be; undefined when there are fewer. */
export async function signUpBefore(
  storage: Storage,
  address: string,
  since: Date,
  skip: number,
): Promise<Date | undefined> {
  const event = await storage.prisma.auditEvent.findFirst({
    where: {
      kind: 'enrolment',
      outcome: { in: ['pending', 'accept'] },
      addressHash: hashAddress(storage, address),
      at: { gt: since },
    },
    orderBy: { at: 'desc' },
    skip,
    select: { at: true },
  });
  return event?.at;
}
