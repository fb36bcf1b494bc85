"""Drafts put to the public, article by article: a room of its own, furnished by its own issue."""
