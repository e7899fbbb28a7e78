-- What a person agreed to, and what they and the operator may do with the account.
ALTER TABLE "User"
  ADD COLUMN "consentVersion" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "withdrawnAt" TIMESTAMPTZ(3),
  ADD COLUMN "lockedAt" TIMESTAMPTZ(3),
  ADD COLUMN "leavingAt" TIMESTAMPTZ(3),
  ADD COLUMN "triesSeenAt" TIMESTAMPTZ(3),
  ADD COLUMN "alarmedAt" TIMESTAMPTZ(3),
  ADD COLUMN "alarmAskedAt" TIMESTAMPTZ(3),
  ADD COLUMN "faceRenewedAt" TIMESTAMPTZ(3);

-- Renewals under way are all of the voice.
ALTER TABLE "Attempt" ADD COLUMN "modality" "Modality";
UPDATE "Attempt" SET "modality" = 'voice' WHERE "kind" = 'renewal';
