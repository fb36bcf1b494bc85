"""A draft law as a tree: read from a file, compared with another version. Knows no database."""
