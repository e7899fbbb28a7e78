-- When somebody was last told by e-mail of failed tries at their name, and the language they confirmed the address in.
ALTER TABLE "EmailAddress" ADD COLUMN "noticedAt" TIMESTAMPTZ(3);
ALTER TABLE "EmailAddress" ADD COLUMN "locale" TEXT NOT NULL DEFAULT 'en-GB';
