CREATE TABLE "DataKey" (
    "userId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "masterKey" TEXT NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DataKey_pkey" PRIMARY KEY ("userId","version")
);

CREATE INDEX "DataKey_masterKey_idx" ON "DataKey"("masterKey");

-- Sealed with the key of templates itself, which seals nothing any more. They live for ten minutes and are taken again.
DELETE FROM "EnrolmentSample";

-- What is stored as keyed hashes stays comparable: where there are some, the key stays the session secret itself.
INSERT INTO "Agreement" ("subject", "fingerprint")
SELECT 'HASHES', 'of the session secret' WHERE EXISTS (SELECT 1 FROM "AuditEvent");
