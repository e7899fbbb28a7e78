CREATE TABLE "SealedTemplate" (
    "userId" TEXT NOT NULL,
    "draft" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "writtenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SealedTemplate_pkey" PRIMARY KEY ("userId","draft","name")
);
