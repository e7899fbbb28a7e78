-- From which device or network an attempt came, keyed: refusals count against attempts from the same place only.
ALTER TABLE "AuditEvent" ADD COLUMN "originHash" TEXT;
CREATE INDEX "AuditEvent_nameHash_originHash_at_idx" ON "AuditEvent"("nameHash", "originHash", "at");
DROP INDEX "AuditEvent_nameHash_at_idx";

ALTER TABLE "VerificationScore" ADD COLUMN "originHash" TEXT;
CREATE INDEX "VerificationScore_userId_modality_accepted_at_idx" ON "VerificationScore"("userId", "modality", "accepted", "at");
DROP INDEX "VerificationScore_userId_modality_at_idx";
CREATE INDEX "VerificationScore_userId_originHash_at_idx" ON "VerificationScore"("userId", "originHash", "at");
