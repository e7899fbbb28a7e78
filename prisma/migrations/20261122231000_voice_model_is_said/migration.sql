-- Whoever makes a person says which model their voice is of: the database knows none.
ALTER TABLE "User" ALTER COLUMN "voiceModel" DROP DEFAULT;
