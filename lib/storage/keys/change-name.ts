import { violates } from '../constraints';
import { nameSkeleton } from '../names';
import type { Storage } from '../storage';
import { nameKey, type User } from '../users';

/**
 * Gives a person another name and binds their data keys to it, both or neither. Undefined when the name is taken or the person gone.
 * Throws `storage_damaged` where a data key does not open.
 */
export async function changeName(
  { prisma, dataKeys }: Pick<Storage, 'prisma' | 'dataKeys'>,
  userId: string,
  name: string,
): Promise<User | undefined> {
  const rewrapped = await dataKeys.rewrapped(userId, nameKey(name));
  const rebound = rewrapped.map(({ version, masterKey, wrapped }) =>
    prisma.dataKey.update({
      where: { userId_version: { userId, version } },
      data: { masterKey, wrapped: new Uint8Array(wrapped) },
    }),
  );
  try {
    const [user] = await prisma.$transaction([
      prisma.user.update({
        where: { id: userId },
        data: { name, nameKey: nameKey(name), nameSkeleton: nameSkeleton(name) },
      }),
      ...rebound,
    ]);
    return user as User;
  } catch (error) {
    if (violates(error, 'unique') || (error as { code?: string }).code === 'P2025') return undefined;
    throw error;
  }
}
