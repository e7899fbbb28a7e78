-- What replays of captures are known by, sealed: of the enrolment and of accepted log-ins.
CREATE TYPE "PrintKind" AS ENUM ('sound', 'picture');

CREATE TABLE "ReplayPrint" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "kind" "PrintKind" NOT NULL,
    "enrolled" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "ReplayPrint_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "ReplayPrint_userId_kind_enrolled_at_idx" ON "ReplayPrint"("userId", "kind", "enrolled", "at");
CREATE INDEX "ReplayPrint_at_idx" ON "ReplayPrint"("at");
ALTER TABLE "ReplayPrint" ADD CONSTRAINT "ReplayPrint_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "EnrolmentSample" ADD COLUMN "print" BYTEA;
