-- A signal's name, in the terms of ISO/IEC 30107-3.
UPDATE "AuditEvent" SET "signals" = array_replace("signals", 'looks_presented', 'presentation_attack_suspected')
WHERE 'looks_presented' = ANY("signals");
