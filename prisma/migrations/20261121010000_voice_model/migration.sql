ALTER TYPE "AttemptKind" ADD VALUE 'renewal';
ALTER TYPE "AuditKind" ADD VALUE 'renewal';

ALTER TABLE "User" ADD COLUMN "voiceModel" TEXT NOT NULL DEFAULT 'ecapa-tdnn-192';
ALTER TABLE "User" ADD COLUMN "voiceRenewedAt" TIMESTAMPTZ(3);

ALTER TABLE "Attempt" ADD COLUMN "userId" TEXT;
ALTER TABLE "Attempt" ADD CONSTRAINT "Attempt_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "Attempt_userId_idx" ON "Attempt"("userId");

ALTER TABLE "Ticket" ADD COLUMN "sessionVersion" INTEGER NOT NULL DEFAULT 1;
