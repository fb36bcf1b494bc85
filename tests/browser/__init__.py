"""A package, so that Chromium ends with its tests: its event loop must not run below the others."""
