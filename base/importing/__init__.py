"""Files of rows from outside: read line by line, checked, refused by line and reason. Knows no model."""
