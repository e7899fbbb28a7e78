-- What all servers on this database have to share: keyed fingerprints of the secrets, and which data folder.
CREATE TABLE "Agreement" (
    "subject" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,

    CONSTRAINT "Agreement_pkey" PRIMARY KEY ("subject")
);
