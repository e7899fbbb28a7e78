-- A person may say "later" when a session asks for their voice once more.
ALTER TABLE "Session" ADD COLUMN "renewalPostponed" BOOLEAN NOT NULL DEFAULT false;

-- One-time codes of the operator, for people whose voice model is gone.
CREATE TABLE "RenewalCode" (
    "userId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RenewalCode_pkey" PRIMARY KEY ("userId")
);
ALTER TABLE "RenewalCode" ADD CONSTRAINT "RenewalCode_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
