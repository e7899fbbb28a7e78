-- Attempts last minutes: those under way begin anew.
DELETE FROM "Attempt";
ALTER TABLE "Attempt" DROP COLUMN "sentences", ADD COLUMN "steps" JSONB NOT NULL;
ALTER TABLE "EnrolmentSample" ADD COLUMN "spoken" BYTEA;
