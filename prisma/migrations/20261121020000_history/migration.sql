ALTER TABLE "User" ADD COLUMN "adaptive" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "User" ADD COLUMN "adaptedAt" TIMESTAMPTZ(3);

ALTER TABLE "AuditEvent" ADD COLUMN "signals" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "AuditEvent" ADD COLUMN "browser" TEXT;

CREATE TABLE "VerificationScore" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "modality" "Modality" NOT NULL,
    "model" TEXT NOT NULL,
    "similarity" DOUBLE PRECISION NOT NULL,
    "threshold" DOUBLE PRECISION NOT NULL,
    "accepted" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "VerificationScore_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "VerificationScore_userId_modality_at_idx" ON "VerificationScore"("userId", "modality", "at");
CREATE INDEX "VerificationScore_at_idx" ON "VerificationScore"("at");
ALTER TABLE "VerificationScore" ADD CONSTRAINT "VerificationScore_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "CaptureFingerprint" (
    "hash" TEXT NOT NULL,
    "nameHash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CaptureFingerprint_pkey" PRIMARY KEY ("hash","nameHash")
);
CREATE INDEX "CaptureFingerprint_at_idx" ON "CaptureFingerprint"("at");
