CREATE TABLE "LoginSummary" (
    "userId" TEXT NOT NULL,
    "summary" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LoginSummary_pkey" PRIMARY KEY ("userId")
);

CREATE INDEX "LoginSummary_at_idx" ON "LoginSummary"("at");

-- Of the stand-in for names that nobody has, and for people who have not logged in yet.
INSERT INTO "LoginSummary" ("userId", "summary", "at")
SELECT '00000000-0000-0000-0000-000000000000', jsonb_build_object(
    'face', "usual", 'voice', "usual", 'browsers', '[]'::jsonb,
    'timesOfDay', (SELECT jsonb_agg(0) FROM generate_series(1, 144))
), now()
FROM (SELECT jsonb_build_object(
    'model', 'none',
    'daily', '{"count": 0, "middle": 0, "spread": 0}'::jsonb,
    'all', '{"count": 0, "middle": 0, "spread": 0}'::jsonb
) AS "usual") AS "nothing";
