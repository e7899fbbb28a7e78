import type { Prisma } from './generated/client';

// Prisma's error codes: https://www.prisma.io/docs/orm/reference/error-reference
const codes = { unique: 'P2002', 'foreign key': 'P2003' } as const;

/** Whether an error of the database says that a constraint of this kind does not hold. */
export function violates(error: unknown, constraint: keyof typeof codes): boolean {
  return (error as Partial<Prisma.PrismaClientKnownRequestError>).code === codes[constraint];
}
