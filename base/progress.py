"""A bar for commands that take more than seconds, on a terminal only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def bar_of_bytes(does: str, total: int, *, shown: bool) -> Iterator[Callable[[int], None]]:
    """Show how many of `total` bytes are done; gives a function to be called with each further number of bytes."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not shown, transient=True) as bar:
        task = bar.add_task(does, total=total)
        yield lambda done: bar.update(task, advance=done)
