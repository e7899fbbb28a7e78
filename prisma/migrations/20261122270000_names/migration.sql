-- What a name looks like (Unicode TS 39). Filled at the next start; null where an older name looks the same.
ALTER TABLE "User" ADD COLUMN "nameSkeleton" TEXT;
CREATE UNIQUE INDEX "User_nameSkeleton_key" ON "User"("nameSkeleton");
