"""Loading an archive of answers from a file: read row by row, checked, refused by line or loaded in batches."""
