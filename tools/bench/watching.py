"""Changing entries, and watching until a change has left the queue and stands in the index."""

import datetime
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from search import entries
from search.engines import Engine, EngineUnavailable
from search.models import Entry, IndexChange
from tools.bench.archive import Archive

LOOK_SECONDS = 0.02
CARRIER = "bench"  # the source of rows that stand for the things entries are made of; never public


@dataclass(frozen=True, slots=True)
class Changed:
    """A change of one entry: the version it came to and the moment it was committed (time.monotonic)."""

    entry: int
    version: int
    at: float


class Changer:
    """Changes one entry after another through `search.entries`, the way an app does with what it publishes."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._revision = 0
        self._carriers: list[Entry] = []
        self._next = 0
        # Rows of the entry's own table stand in for pages: no other table is so cheap to fill.
        self._source = entries.Source(
            model=Entry, kind=CARRIER, label=CARRIER, public=self._public, build=self._content
        )
        entries.register(self._source)

    def make(self, numbers: range) -> None:
        """Makes the entries of these answers of the archive."""
        Entry.objects.bulk_create(
            [Entry(source=CARRIER, source_id=number, kind=CARRIER, is_public=False) for number in numbers]
        )
        made = list(Entry.objects.filter(source=CARRIER, source_id__in=numbers).order_by("pk"))
        entries.put_many(self._source, made)
        self._carriers += made

    def change(self) -> Changed:
        """Changes the next entry in a transaction of its own."""
        carrier = self._carriers[self._next % len(self._carriers)]
        self._next += 1
        self._revision += 1
        entries.put(carrier)
        at = time.monotonic()
        entry, version = Entry.objects.values_list("pk", "version").get(source=self._source.name, source_id=carrier.pk)
        return Changed(entry, version, at)

    def _public(self) -> "QuerySet[Entry]":
        return Entry.objects.filter(source=CARRIER)

    def _content(self, carrier: Entry) -> entries.Content:
        document = self._archive.document(carrier.source_id)
        return entries.Content(
            title=f"{document.title} {self._revision}",
            summary="",
            text=document.text,
            url=f"/bench/{carrier.pk}/",
            published_on=document.published_on + datetime.timedelta(days=self._revision % 28),
        )


class Watcher:
    """Looks at the queue and the index of one engine, and keeps the lag in seconds of every change that has arrived."""

    def __init__(self, name: str, engine: Engine) -> None:
        self._name = name
        self._engine = engine
        self._lock = threading.Lock()
        self._expected: list[Changed] = []
        self.lags: list[float] = []

    @property
    def unfinished(self) -> int:
        """The number of changes that have not arrived."""
        with self._lock:
            return len(self._expected)

    def expect(self, changed: Changed) -> None:
        """Begins to wait for a change."""
        with self._lock:
            self._expected.append(changed)

    def wait_for(self, changes: list[Changed], seconds: float) -> None:
        """Waits in this thread for changes that do not count; raises TimeoutError after so many seconds."""
        for changed in changes:
            self.expect(changed)
        end = time.monotonic() + seconds
        while self.unfinished:
            if time.monotonic() > end:
                raise TimeoutError(f"the worker of {self._name} has taken nothing in {seconds} s")
            self.look()
            time.sleep(LOOK_SECONDS)
        self.lags.clear()

    def wait_until_all(self, seconds: float) -> None:
        """Waits until every change has arrived, at most so many seconds, while the thread beside looks."""
        end = time.monotonic() + seconds
        while self.unfinished and time.monotonic() < end:
            time.sleep(LOOK_SECONDS)

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Looks again and again from a thread of its own."""
        ended = threading.Event()

        def look_on() -> None:
            while not ended.wait(LOOK_SECONDS):
                self.look()
            connection.close()

        thread = threading.Thread(target=look_on, daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def look(self) -> None:
        """Looks once. A change has arrived when it is out of the queue and the index holds its version or a newer."""
        with self._lock:
            expected = list(self._expected)
        if not expected:
            return
        waiting = dict(IndexChange.objects.filter(engine=self._name).values_list("entry_id", "version"))
        out = [changed for changed in expected if waiting.get(changed.entry, changed.version + 1) > changed.version]
        if not out:
            return
        try:
            indexed = self._engine.versions()
        except EngineUnavailable:
            return
        now = time.monotonic()
        arrived = {changed for changed in out if indexed.get(changed.entry, 0) >= changed.version}
        with self._lock:
            self._expected = [changed for changed in self._expected if changed not in arrived]
        self.lags += [now - changed.at for changed in arrived]
