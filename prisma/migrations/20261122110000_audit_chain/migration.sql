ALTER TYPE "AuditKind" ADD VALUE 'session';
ALTER TYPE "AuditKind" ADD VALUE 'api';
ALTER TYPE "AuditKind" ADD VALUE 'stream';
ALTER TYPE "AuditKind" ADD VALUE 'key';
ALTER TYPE "AuditKind" ADD VALUE 'setting';

ALTER TABLE "AuditEvent" ALTER COLUMN "nameHash" DROP NOT NULL;
ALTER TABLE "AuditEvent" ALTER COLUMN "addressHash" DROP NOT NULL;
ALTER TABLE "AuditEvent" ADD COLUMN "subject" TEXT;
ALTER TABLE "AuditEvent" ADD COLUMN "seq" INTEGER;
ALTER TABLE "AuditEvent" ADD COLUMN "mac" TEXT;
CREATE UNIQUE INDEX "AuditEvent_seq_key" ON "AuditEvent"("seq");

-- Where the chain begins and ends, sealed: events of before were swept, none after is missing.
CREATE TABLE "AuditMark" (
    "name" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "mac" TEXT NOT NULL,
    "seal" TEXT NOT NULL,

    CONSTRAINT "AuditMark_pkey" PRIMARY KEY ("name")
);
