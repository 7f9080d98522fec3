"""Finding cases by words: number, title and party, in pairs of signs (bigrams), on SQLite and PostgreSQL."""
