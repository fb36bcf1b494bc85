"""A backup is a folder: the database, the files, and a manifest that names each with its size and sha256.

    doi-thoai-20261122-210000/
        manifest.json
        database.sqlite3 or database.dump (pg_dump's own format)
        files/media/…

The keys are not in it: the manifest knows their fingerprints, and `manage.py backup --keys FILE` writes them elsewhere.
"""

from collections.abc import Callable

Progress = Callable[[int], None]
"""Called with the number of bytes done since the last call."""


class Unfit(Exception):  # noqa: N818 - said to the operator, word for word
    """A backup cannot be made, or must not be restored, for the reason that it says."""
