"""Hearing of new drafts by letter: an address counts only after its owner said yes, and leaves by one press."""
