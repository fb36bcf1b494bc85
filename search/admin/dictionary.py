"""The dictionary of the search, kept by the staff."""
