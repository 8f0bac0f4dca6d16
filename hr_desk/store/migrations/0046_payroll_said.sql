-- Of each value which word of personnel spoke of it last, also where it gave one: a word that takes
-- something back counts although a later one about something else came before it.
ALTER TABLE account RENAME COLUMN removed TO said;
