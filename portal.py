"""The import name of the folder site/: `portal.settings` is site/settings.py (docs/decisions/0001)."""

from pathlib import Path

__path__ = [str(Path(__file__).resolve().parent / "site")]
