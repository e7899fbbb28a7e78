-- Who enrolled before has said none.
ALTER TABLE "User" ADD COLUMN "saidDigits" BOOLEAN NOT NULL DEFAULT false;
