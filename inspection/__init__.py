"""Inspection conclusions and what became of them: a room of its own, furnished by its own issue."""
