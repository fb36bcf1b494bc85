"""One import: rows are checked in order and gathered into batches, each loaded in a transaction of its own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import DataError, IntegrityError

from base.importing.report import Report
from base.importing.rows import Reason, Refusal, Refused, Row

BATCH_ROWS = 500
BATCH_CHARACTERS = 8_000_000  # a batch is held in memory in several forms
OFTEN = 100  # rows


class Thing(Protocol):
    """What is loaded: known by a key, recognised by a title."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What can be loaded, the line it came from, its characters, and its cells of a legacy encoding as they were."""

    line: int
    thing: Any
    size: int
    legacy: dict[str, str]


class Checker(Protocol):
    def check(self, row: Row) -> Checked:
        """Return what a row says; raise Refused."""


class Loader(Protocol):
    def known_keys(self, things: list[Any]) -> dict[str, str]:
        """Return which of the things' keys are loaded already, and the title of what has each."""

    def load(self, things: list[Any]) -> int:
        """Load things whose keys are new, in one transaction, and return how many."""


@dataclass(slots=True)
class Import:
    """An import under way; `loaded` is called after each batch that was written, `moved` every hundred rows."""

    checker: Checker
    loader: Loader
    report: Report
    dry_run: bool = False
    loaded: Callable[[], None] = lambda: None
    moved: Callable[[], None] = lambda: None

    def run(self, rows: Iterable[Row | Refusal]) -> None:
        """Load what can be loaded; when it is stopped, what was loaded stays, and the same import can be run again."""
        for batch in self._batches(rows):
            self._load(batch)
            self.moved()

    def _batches(self, rows: Iterable[Row | Refusal]) -> Iterator[list[Checked]]:
        batch: list[Checked] = []
        size = 0
        for row in rows:
            if not (isinstance(row, Refusal) and row.reason is Reason.BREAKS_OFF):
                self.report.rows += 1
            checked = self._checked(row)
            if checked:
                batch.append(checked)
                size += checked.size
            if self.report.rows % OFTEN == 0:
                self.moved()
            if len(batch) >= BATCH_ROWS or size > BATCH_CHARACTERS:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _checked(self, row: Row | Refusal) -> Checked | None:
        if isinstance(row, Row):
            try:
                checked = self.checker.check(row)
                self.report.keep_originals(checked.line, checked.legacy)
                return checked
            except Refused as refused:
                row = Refusal(row.line, refused.reason, refused.detail)
        self.report.refuse(row)
        return None

    def _load(self, batch: list[Checked]) -> None:
        known = self.loader.known_keys([one.thing for one in batch])
        fresh = [one for one in batch if one.thing.key not in known]
        self.report.already_there += len(batch) - len(fresh)
        self.report.retitled += sum(known.get(one.thing.key, one.thing.title) != one.thing.title for one in batch)
        if self.dry_run:
            self.report.loaded += len(fresh)
        elif fresh:
            self._write(fresh)
            self.loaded()

    def _write(self, fresh: list[Checked], *, again: bool = True) -> None:
        try:
            self.report.loaded += self.loader.load([one.thing for one in fresh])
        except (DataError, IntegrityError) as error:
            if again:  # somebody wrote at the same place in the tree; the next attempt finds the next place
                self._write(fresh, again=False)
            elif len(fresh) == 1:
                self.report.refuse(Refusal(fresh[0].line, Reason.DATABASE, str(error)[:200]))
            else:  # one row that the database does not take must not cost its neighbours
                half = len(fresh) // 2
                self._write(fresh[:half], again=False)
                self._write(fresh[half:], again=False)
