-- Schema 7. The rule profile that held when something was published, and the digest of all files of the site that day.
-- NULL: of a publication before this schema.
ALTER TABLE publications ADD COLUMN profile TEXT;
ALTER TABLE publications ADD COLUMN digest TEXT;
