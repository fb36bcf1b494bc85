"""From a row to a conclusion that can be loaded, or to the reason why not."""

import datetime
import hashlib
from typing import Any

from base.importing.columns import Columns
from base.importing.rows import Reason, Refused, Row
from base.importing.running import Checked
from inspection.importing import parts
from inspection.importing.parts import PartReason
from inspection.loading import NewConclusion
from inspection.models import ConclusionKind, InspectionForm, ViolationGroup
from search.importing.cells import day_of, in_unicode, plain, text_of
from search.importing.names import Names

DATES = ("issued_on", "published_on", "decision_on", "period_from", "period_to")
TEXTS = (
    "number",
    "title",
    "kind",
    "agency",
    "signer",
    "signer_title",
    "unit",
    "field",
    "other_fields",
    "form",
    "decision_number",
    "summary",
    "entities",
    "violations",
    "requirements",
    "other_publications",
    "without_file_reason",
)
COLUMNS = Columns(
    ours=(*TEXTS, *DATES, "key"),
    needed=("number", "issued_on", "entities", "summary"),
    with_default=("agency", "field", "unit"),
)
LONGEST = {"number": 60, "title": 255, "agency": 200, "signer": 120, "signer_title": 120, "decision_number": 60}
LONGEST |= {"without_file_reason": 300}
LONGEST_KEY = 80


class ConclusionChecker:
    """Checks the rows of one file in order; `mapping` is ours to theirs, `defaults` stand in for empty cells."""

    def __init__(self, mapping: dict[str, str], defaults: dict[str, str], source: str = "") -> None:
        self._mapping = mapping
        self._defaults = defaults
        self._source = source
        self._names = Names()
        self._groups = {
            parts.plain(name): group for group in ViolationGroup.objects.all() for name in (group.name, group.slug)
        }
        self._lines: dict[bytes, int] = {}

    def check(self, row: Row) -> Checked:
        """Return the conclusion of a row.

        Raises:
            Refused: it cannot be loaded.
        """
        cells = {ours: row.cells.get(theirs) for ours, theirs in self._mapping.items()}
        cells, legacy = in_unicode(cells, TEXTS)
        said = {ours: text_of(ours, cell) for ours, cell in cells.items() if ours not in DATES}
        said |= {ours: value for ours, value in self._defaults.items() if not said.get(ours)}
        for ours, longest in LONGEST.items():
            parts.bounded(said.get(ours, ""), longest)
        if not said.get("number"):
            raise Refused(PartReason.MISSING_NUMBER)
        days = {ours: day_of(cells.get(ours)) for ours in DATES}
        issued_on = days["issued_on"]
        if issued_on is None:
            raise Refused(Reason.MISSING_DATE, "issued_on")
        if days["period_from"] and days["period_to"] and days["period_to"] < days["period_from"]:
            raise Refused(PartReason.BAD_PERIOD)
        new = self._conclusion(said, days, issued_on)
        self._remember(new.key, row.line)
        return Checked(row.line, new, sum(map(len, said.values())), legacy)

    def _conclusion(
        self, said: dict[str, str], days: dict[str, datetime.date | None], issued_on: datetime.date
    ) -> NewConclusion:
        summary = plain(said.get("summary", ""))
        if not summary:
            raise Refused(PartReason.MISSING_SUMMARY)
        kind = _meant(said.get("kind", ""), ConclusionKind, PartReason.BAD_KIND)
        found = parts.entities(said.get("entities", ""), self._names, issued_on)
        field, unit_id = self._field_and_unit(said, issued_on)
        others = [name.strip() for name in said.get("other_fields", "").split(";") if name.strip()]
        return NewConclusion(
            key=self._key(said, issued_on),
            title=plain(said.get("title", "")) or _title(kind, said["number"], found[0].name),
            published_on=days["published_on"] or issued_on,
            values={
                "kind": kind,
                "doc_number": said["number"],
                "issued_on": issued_on,
                "issuing_agency": said.get("agency", ""),
                "signer": said.get("signer", ""),
                "signer_title": said.get("signer_title", ""),
                "unit_id": unit_id,
                "field": field,
                "other_fields": [self._names.field(name, issued_on) for name in others],
                "inspection_form": _meant(said.get("form", ""), InspectionForm, PartReason.BAD_FORM),
                "decision_number": said.get("decision_number", ""),
                "decision_on": days["decision_on"],
                "period_from": days["period_from"],
                "period_to": days["period_to"],
                "summary": summary,
                "without_file_reason": said.get("without_file_reason", ""),
                "entities": found,
                "violations": parts.violations(said.get("violations", ""), self._groups),
            },
            requirements=parts.requirements(said.get("requirements", "")),
            publications=parts.publications(said.get("other_publications", "")),
        )

    def _field_and_unit(self, said: dict[str, str], day: datetime.date) -> tuple[Any, int]:
        if not said.get("field"):
            raise Refused(Reason.MISSING_FIELD, "and no --default field=…")
        field = self._names.field(said["field"], day)
        unit = said.get("unit")
        return field, self._names.unit(unit, day) if unit else self._names.leader(field, day)

    def _key(self, said: dict[str, str], issued_on: datetime.date) -> str:
        """Return what this row is known by: its key, else number, day and agency of the document."""
        value = said.get("key") or "\n".join((said["number"], issued_on.isoformat(), said.get("agency", "").casefold()))
        if not said.get("key") or len(self._source) + len(value) > LONGEST_KEY:
            value = hashlib.sha256(value.encode()).hexdigest()
        return f"{self._source}:{'key' if said.get('key') else 'document'}:{value}"

    def _remember(self, key: str, line: int) -> None:
        digest = hashlib.blake2b(key.encode(), digest_size=16).digest()
        if first := self._lines.get(digest):
            raise Refused(Reason.DUPLICATE_KEY, f"the document of line {first}")
        self._lines[digest] = line


def _meant(written: str, choices: Any, reason: PartReason) -> str:
    """Return the choice a cell means; the first one for an empty cell."""
    if not written:
        return str(next(iter(choices)).value)
    found = parts.choice(written, choices)
    if found is None:
        raise Refused(reason, f"'{written[:40]}'")
    return str(found.value)


def _title(kind: str, number: str, entity: str) -> str:
    whole = f"{ConclusionKind(kind).label} số {number} đối với {entity}"
    return whole if len(whole) <= LONGEST["title"] else f"{whole[: LONGEST['title'] - 1]}…"
