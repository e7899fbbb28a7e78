-- What attempts have used up, under keyed hashes; it takes the place of counting audit events.
CREATE TABLE "LimitBucket" (
    "key" TEXT NOT NULL,
    "count" DOUBLE PRECISION NOT NULL,
    "streak" INTEGER NOT NULL,
    "blockedUntil" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),

    CONSTRAINT "LimitBucket_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "LimitBucket_expiresAt_idx" ON "LimitBucket"("expiresAt");
