CREATE TYPE "AttemptKind" AS ENUM ('enrolment', 'login');
CREATE TYPE "Modality" AS ENUM ('face', 'voice');
CREATE TYPE "AuditKind" AS ENUM ('enrolment', 'login');
CREATE TYPE "AuditOutcome" AS ENUM ('pending', 'accept', 'reject', 'retry', 'failure');

CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "sessionVersion" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "consentedAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "User_nameKey_key" ON "User"("nameKey");

CREATE TABLE "Attempt" (
    "id" TEXT NOT NULL,
    "kind" "AttemptKind" NOT NULL,
    "name" TEXT NOT NULL,
    "addressHash" TEXT NOT NULL,
    "sentences" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "consumedAt" TIMESTAMPTZ(3),
    "captures" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "Attempt_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Attempt_expiresAt_idx" ON "Attempt"("expiresAt");
CREATE INDEX "Attempt_addressHash_createdAt_idx" ON "Attempt"("addressHash", "createdAt");

CREATE TABLE "EnrolmentSample" (
    "attemptId" TEXT NOT NULL,
    "modality" "Modality" NOT NULL,
    "index" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    CONSTRAINT "EnrolmentSample_pkey" PRIMARY KEY ("attemptId", "modality", "index"),
    CONSTRAINT "EnrolmentSample_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "Attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "Ticket" (
    "hash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "Ticket_pkey" PRIMARY KEY ("hash"),
    CONSTRAINT "Ticket_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "Ticket_expiresAt_idx" ON "Ticket"("expiresAt");

CREATE TABLE "AuditEvent" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" "AuditKind" NOT NULL,
    "outcome" "AuditOutcome" NOT NULL,
    "reason" TEXT,
    "nameHash" TEXT NOT NULL,
    "addressHash" TEXT NOT NULL,
    "userId" TEXT,
    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "AuditEvent_nameHash_at_idx" ON "AuditEvent"("nameHash", "at");
CREATE INDEX "AuditEvent_addressHash_at_idx" ON "AuditEvent"("addressHash", "at");
CREATE INDEX "AuditEvent_userId_at_idx" ON "AuditEvent"("userId", "at");
CREATE INDEX "AuditEvent_at_idx" ON "AuditEvent"("at");
