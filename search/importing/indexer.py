"""Bringing the search index into step with an import, in a process beside it where that is possible.

Making the documents of the index costs more than loading the answers; on two processors both go on at once. The
process beside drains the queue like the worker does, and ends when its input is closed and the queue is empty.
"""

import os
import subprocess
import sys
import threading
import time

PATIENCE = 15.0  # seconds without progress, as when a worker holds the index, before the rest is left to the worker
_PAUSE = 0.5


class Indexer:
    """Drains the search queue: `go_on` after each batch, `finish` after the last, or `stop`."""

    def __init__(self, *, beside: bool) -> None:
        self._beside = beside
        self._batches = 0
        self._process: subprocess.Popen[bytes] | None = None

    def go_on(self) -> None:
        """Start the process beside this one at the second batch; a single one is drained before a process has begun."""
        self._batches += 1
        if self._beside and self._batches == 2:
            from django.conf import settings

            self._process = subprocess.Popen(
                [sys.executable, "-m", "search.importing.indexer"],
                cwd=settings.BASE_DIR,
                env=os.environ | {"LOG_LEVEL": "ERROR"},
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the import, which then stops this process
            )

    def finish(self) -> int:
        """Wait until the queue is empty or nobody gets on with it, and return how many entries still wait."""
        if self._process and self._process.stdin:
            self._process.stdin.close()
            self._process.wait()
        ended = threading.Event()
        ended.set()
        _drain_until(ended, PATIENCE if self._beside else 0.0)
        return waiting()

    def stop(self) -> int:
        """End the process beside this one at once, and return how many entries wait; the worker takes them."""
        if self._process and self._process.stdin:
            self._process.terminate()
            self._process.stdin.close()
            self._process.wait()
        return waiting()


def waiting() -> int:
    """Return how many entries no engine has taken yet."""
    from search.models import IndexChange

    return IndexChange.objects.count()


def _drain_until(ended: threading.Event, patience: float) -> None:
    """Drain until `ended` is set and the queue is empty, or for `patience` seconds nobody got on with it."""
    from search import indexing

    least, since = waiting(), time.monotonic()
    while True:
        drained = indexing.drain()
        left = waiting()
        if drained or left < least:
            least, since = left, time.monotonic()
        elif ended.is_set() and (not left or time.monotonic() - since >= patience):
            return
        if not drained:
            time.sleep(_PAUSE)


def _main() -> None:
    import django

    django.setup()
    ended = threading.Event()

    def wait_for_the_end() -> None:
        sys.stdin.buffer.read()
        ended.set()

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    _drain_until(ended, PATIENCE)


if __name__ == "__main__":
    _main()
