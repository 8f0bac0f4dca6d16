-- Whose record no entry names, but whom an account in other hands could see in a list: listed is 1.
ALTER TABLE incident_person ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
