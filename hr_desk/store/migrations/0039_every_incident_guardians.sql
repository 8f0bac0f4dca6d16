-- The guardian of a minor whom an incident touches has a line of their own: guardian_of is the
-- minor's. The gravest level that the file of an incident ever had decides its clock.
ALTER TABLE incident_person ADD COLUMN guardian_of INTEGER;

ALTER TABLE incident ADD COLUMN gravest TEXT NOT NULL DEFAULT '';

UPDATE incident SET gravest = level;
