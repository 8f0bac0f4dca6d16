-- Of whoever is below eighteen the day from which they no longer are, and nothing of a birthday.
ALTER TABLE account ADD COLUMN adult_from TEXT;
