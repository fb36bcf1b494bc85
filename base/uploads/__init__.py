"""Files that people send: what they are, what is wrong with them, a copy that is safe to keep. Knows no database."""
