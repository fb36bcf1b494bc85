"""Loading a register of conclusions from a file: a row is a conclusion, checked and loaded or refused by line."""
