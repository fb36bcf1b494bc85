"""The keys stay apart from the backup: whoever finds a copy of the database must not open cases with it."""

import hmac
import os
import shlex
from pathlib import Path

from django.conf import settings

NAMES = ("SECRET_KEY", "CASE_SECRET_KEY")


def fingerprints() -> dict[str, str]:
    """Return a mark of each key that tells whether two are the same and nothing else."""
    return {name: hmac.digest(getattr(settings, name).encode(), b"fingerprint", "sha256").hex()[:16] for name in NAMES}


def others(known: dict[str, str]) -> list[str]:
    """Return the names of the keys that are not those of the backup."""
    ours = fingerprints()
    return [name for name in NAMES if known.get(name) != ours[name]]


def write(file: Path) -> None:
    """Write the keys as lines of an environment file that its owner alone may read."""
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as target:
        os.fchmod(target.fileno(), 0o600)  # it may have been there already, open to others
        target.writelines(f"{name}={shlex.quote(getattr(settings, name))}\n" for name in NAMES)
