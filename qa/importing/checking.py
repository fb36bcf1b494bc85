"""From a row to an answer that can be loaded, or to the reason why not."""

import datetime
import hashlib
from enum import StrEnum
from typing import Any

from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from base.importing.columns import Columns
from base.importing.rows import Reason, Refused, Row
from base.importing.running import Checked
from qa.importing import texts
from qa.loading import NewAnswer
from search.importing.cells import day_of, in_unicode, plain, text_of
from search.importing.names import Names

LONGEST_KEY = 80
LONGEST_OLD_PATH = 255
COLUMNS = Columns(
    ours=("question", "details", "short_answer", "answer", "field", "unit", "date", "old_address", "key"),
    needed=("question", "answer"),
    with_default=("field", "unit", "date"),
)
# What people wrote, not keys and addresses.
WRITTEN = ("question", "details", "short_answer", "answer", "field", "unit")


class AnswerReason(StrEnum):
    """Why the row of an answer is not loaded, beside what is wrong with rows of any kind."""

    MISSING_QUESTION = "missing question"
    MISSING_ANSWER = "missing answer"
    EMPTY_ANSWER = "nothing left of the answer"
    BAD_OLD_ADDRESS = "bad old address"
    DUPLICATE_OLD_ADDRESS = "duplicate old address"


class AnswerChecker:
    """Checks the rows of one file in order.

    `mapping` is ours to theirs, `defaults` stand in for empty cells, `source` keeps apart the keys of archives that
    count alike.
    """

    def __init__(self, mapping: dict[str, str], defaults: dict[str, str], source: str = "") -> None:
        self._mapping = mapping
        self._defaults = defaults
        self._source = source
        self._names = Names()
        self._keys: dict[bytes, int] = {}
        self._old_paths: dict[bytes, int] = {}

    def check_defaults(self) -> None:
        """Raise Refused when a default means nothing; better said before the first row than at every one."""
        day = self._day({}) if self._defaults.get("date") else timezone.localdate()
        if self._defaults.get("field"):
            self._names.field(self._defaults["field"], day)
        if self._defaults.get("unit"):
            self._names.unit(self._defaults["unit"], day)

    def known_fields(self) -> list[str]:
        """Return the slugs of the fields that a file may name."""
        return sorted({field.slug for fields in self._names.fields.values() for field in fields})

    def check(self, row: Row) -> Checked:
        """Return the answer of a row.

        Raises:
            Refused: it cannot be loaded.
        """
        cells = {ours: row.cells.get(theirs) for ours, theirs in self._mapping.items()}
        cells, legacy = in_unicode(cells, WRITTEN)
        written = {ours: text_of(ours, cell) for ours, cell in cells.items() if ours != "date"}
        question = plain(written.get("question", ""))
        if not question:
            raise Refused(AnswerReason.MISSING_QUESTION)
        answer = written.get("answer", "")
        if not answer:
            raise Refused(AnswerReason.MISSING_ANSWER)
        day = self._day(cells)
        field_id, unit_id = self._field_and_unit(written, day)
        body = texts.blocks(answer)
        if not body:
            raise Refused(AnswerReason.EMPTY_ANSWER, "only what no answer may hold")
        title, text = texts.title_and_question(question, plain(written.get("details", "")))
        new = NewAnswer(
            key=self._key(written, question, answer),
            title=title,
            question=text,
            short_answer=" ".join(plain(written.get("short_answer", "")).split())
            or texts.first_sentences(plain(answer)),
            blocks=body,
            field_id=field_id,
            unit_id=unit_id,
            answered_on=day,
            old_address=_old_path(cells.get("old_address")),
        )
        self._remember(new, row.line)
        return Checked(row.line, new, len(question) + len(text) + len(answer), legacy)

    def _day(self, cells: dict[str, Any]) -> datetime.date:
        day = day_of(cells.get("date")) or day_of(self._defaults.get("date"))
        if day is None:
            raise Refused(Reason.MISSING_DATE, "and no --default date=…")
        return day

    def _field_and_unit(self, written: dict[str, str], day: datetime.date) -> tuple[int, int]:
        name = written.get("field") or self._defaults.get("field", "")
        if not name:
            raise Refused(Reason.MISSING_FIELD, "and no --default field=…")
        field = self._names.field(name, day)
        unit = written.get("unit") or self._defaults.get("unit", "")
        return field.pk, self._names.unit(unit, day) if unit else self._names.leader(field, day)

    def _key(self, written: dict[str, str], question: str, answer: str) -> str:
        """Return what this row is known by: its key, else its old address, else what it says."""
        if written.get("key"):
            kind, value = "key", written["key"]
        elif written.get("old_address"):
            kind, value = "address", written["old_address"]
        else:
            kind, value = "text", "\n".join(" ".join(part.casefold().split()) for part in (question, answer))
        if kind == "text" or len(self._source) + len(value) > LONGEST_KEY:
            value = hashlib.sha256(value.encode()).hexdigest()
        return f"{self._source}:{kind}:{value}"

    def _remember(self, new: NewAnswer, line: int) -> None:
        for seen, value, reason in (
            (self._keys, new.key, Reason.DUPLICATE_KEY),
            (self._old_paths, new.old_address, AnswerReason.DUPLICATE_OLD_ADDRESS),
        ):
            if value and (first := seen.get(_digest(value))):
                same = "the same question and answer as in" if value.startswith(f"{self._source}:text:") else "that of"
                raise Refused(reason, f"{same} line {first}")
        self._keys[_digest(new.key)] = line
        if new.old_address:
            self._old_paths[_digest(new.old_address)] = line


def _old_path(cell: Any) -> str:
    """Return the path that Wagtail's redirects know an old address by, accents as they were written."""
    if cell is None or not str(cell).strip():
        return ""
    try:
        path = str(Redirect.normalise_path(str(cell)))
    except ValueError as error:
        raise Refused(AnswerReason.BAD_OLD_ADDRESS, str(error)[:100]) from error
    if path == "/" or len(path) > LONGEST_OLD_PATH:
        raise Refused(AnswerReason.BAD_OLD_ADDRESS, "the front page" if path == "/" else f"{len(path)} characters")
    return path


def _digest(value: str) -> bytes:
    return hashlib.blake2b(value.encode(), digest_size=16).digest()
