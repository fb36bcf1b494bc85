"""The search in the admin: dictionary, use, promoted answers, state of the engines."""
