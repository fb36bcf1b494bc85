"""A tantivy index on disk: generations of it side by side, one of them CURRENT, one writer, any number of readers."""

import fcntl
import logging
import os
import shutil
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import tantivy

from search.engines import EngineUnavailable, IndexMissing

log = logging.getLogger(__name__)

CHANGE_HEAP_BYTES = 32_000_000
BUILD_HEAP_BYTES = 128_000_000


@dataclass(frozen=True, slots=True)
class _Opened:
    generation: str
    stamp: tuple[int, int]
    index: tantivy.Index
    searcher: tantivy.Searcher


class IndexFolder:
    """A folder with generations of one index: `<format>-<random>/`, the name of the live one in the file CURRENT.

    A format that differs from the one of the live generation makes the index unreadable until it is rebuilt.
    """

    def __init__(
        self, path: Path, schema: tantivy.Schema, analyzers: dict[str, tantivy.TextAnalyzer], form: str
    ) -> None:
        self.path = path
        self.schema = schema
        self._analyzers = analyzers
        self._form = form
        self._opening = threading.Lock()
        self._opened: _Opened | None = None

    def searcher(self) -> tantivy.Searcher:
        """Returns a view of the last commit of any process; costs two stat calls when nothing changed."""
        for _ in range(3):  # a rebuild may remove a generation between the reading of its name and its opening
            try:
                return self._look()
            except (OSError, ValueError) as error:
                failure = error
        raise IndexMissing(f"The search index in {self.path} cannot be read: {failure}") from failure

    @contextmanager
    def changing(self) -> Iterator[tuple[tantivy.Index, tantivy.IndexWriter]]:
        """Gives the live index and its writer, makes the changes durable at the end, drops them on an error.

        Raises IndexMissing when there is none, or none of this format, and EngineUnavailable when another process or
        thread is writing.
        """
        with self._alone():
            try:
                index = self._open(self._generation())
            except (OSError, ValueError) as error:
                raise IndexMissing(f"The search index in {self.path} cannot be changed: {error}") from error
            with unavailable_on_failure(self.path):
                writer = index.writer(heap_size=CHANGE_HEAP_BYTES, num_threads=1)
            yield index, writer
            with unavailable_on_failure(self.path):
                writer.commit()
                writer.wait_merging_threads()

    @contextmanager
    def building(self) -> Iterator[tantivy.IndexWriter]:
        """Gives the writer of a new index and swaps it in at the end; on an error the old one stays."""
        with self._alone():
            with unavailable_on_failure(self.path):
                self._remove_leftovers()
                name, index = self._new_generation()
                writer = index.writer(heap_size=BUILD_HEAP_BYTES, num_threads=1)
            try:
                yield writer
                with unavailable_on_failure(self.path):
                    writer.commit()
                    writer.wait_merging_threads()
                    self._swap_to(name)
            except BaseException:
                del writer, index
                shutil.rmtree(self.path / name, ignore_errors=True)
                raise
            # Readers hold the files of the old generation mapped: they live on without a name until the last lets go.
            self._remove_all_but(name)

    def _remove_leftovers(self) -> None:
        """Removes what killed builds left behind, unless there is no telling which generation is live."""
        with suppress(OSError, ValueError):
            self._remove_all_but(self._generation())

    def _look(self) -> tantivy.Searcher:
        generation = self._generation()
        stamp = self._stamp(generation)
        opened = self._opened
        if opened and (opened.generation, opened.stamp) == (generation, stamp):
            return opened.searcher
        with self._opening:
            opened = self._opened
            if opened and opened.generation == generation:
                index = opened.index
                if opened.stamp != stamp:
                    index.reload()
            else:
                index = self._open(generation)
                stamp = self._stamp(generation)
            self._opened = _Opened(generation, stamp, index, index.searcher())
            return self._opened.searcher

    def _generation(self) -> str:
        name = (self.path / "CURRENT").read_text(encoding="ascii").strip()
        if not name.startswith(f"{self._form}-") or "/" in name:
            raise ValueError(f"its format is not {self._form}; rebuild it")
        return name

    def _stamp(self, generation: str) -> tuple[int, int]:
        # Every commit replaces meta.json by a new file.
        state = os.stat(self.path / generation / "meta.json")
        return state.st_mtime_ns, state.st_ino

    def _open(self, generation: str) -> tantivy.Index:
        index = tantivy.Index.open(str(self.path / generation))
        return self._prepared(index)

    def _new_generation(self) -> tuple[str, tantivy.Index]:
        name = f"{self._form}-{uuid.uuid4().hex[:12]}"
        (self.path / name).mkdir(parents=True)
        return name, self._prepared(tantivy.Index(self.schema, path=str(self.path / name)))

    def _prepared(self, index: tantivy.Index) -> tantivy.Index:
        for name, analyzer in self._analyzers.items():
            index.register_tokenizer(name, analyzer)
        index.config_reader("manual")  # the default watches the folder from a thread of its own
        index.reload()
        return index

    def _swap_to(self, generation: str) -> None:
        draft = self.path / "CURRENT.new"
        with open(draft, "w", encoding="ascii") as file:
            file.write(generation)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, self.path / "CURRENT")
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _remove_all_but(self, generation: str) -> None:
        for entry in self.path.iterdir():
            if entry.is_dir() and entry.name != generation:
                shutil.rmtree(entry, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Holds the writer's lock; the kernel lets go of it however the process ends."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.path / "writer.lock", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise EngineUnavailable(f"The search index in {self.path} cannot be written: {error}") from error
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise EngineUnavailable(f"Another process is writing the search index in {self.path}") from error
            yield
        finally:
            os.close(lock)


@contextmanager
def unavailable_on_failure(path: Path) -> Iterator[None]:
    """Turns what tantivy raises, panics included, into EngineUnavailable."""
    try:
        yield
    except EngineUnavailable:
        raise
    except (OSError, ValueError, RuntimeError) as error:
        raise EngineUnavailable(f"The search index in {path} failed: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # pyo3 offers no name to import
            raise
        log.error("tantivy panicked in %s: %s", path, error)
        raise EngineUnavailable(f"The search index in {path} failed: {error}") from error
