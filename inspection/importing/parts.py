"""Cells that hold several things: one a line, what is said of it between bars ("Công ty A | 0101234567 | Hà Nội")."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from base.importing.rows import Refused
from inspection.models import InspectedEntity, PublicationForm, RequirementKind, Violation, ViolationGroup
from inspection.states import RequirementStatus
from search.importing.cells import day_of
from search.importing.names import Names
from search.text import syllables

_THOUSANDS = re.compile(r"\d{1,3}([.,\s]\d{3})*|\d+")
_TAX_CODE = re.compile(r"\d{10}(-?\d{3})?")
LONGEST_URL = 500
MAX_AMOUNT = 10**15  # đồng: more than the state's budget is a slip


class PartReason(StrEnum):
    """Why the row of a conclusion is not loaded, beside what is wrong with rows of any kind."""

    MISSING_NUMBER = "missing number of the document"
    MISSING_ENTITY = "no inspected entity"
    MISSING_SUMMARY = "missing summary"
    BAD_KIND = "unknown kind"
    BAD_FORM = "unknown form of inspection"
    BAD_PERIOD = "the period ends before it begins"
    TOO_LONG = "text too long"
    BAD_TAX_CODE = "bad tax code"
    UNKNOWN_GROUP = "unknown group of violations"
    MISSING_BEHAVIOUR = "a violation without behaviour"
    UNREADABLE_AMOUNT = "unreadable amount"
    BAD_REQUIREMENT = "a requirement without kind, target or content"
    BAD_STATUS = "unknown status"
    BAD_PUBLICATION = "another publication without form, place or first day"


@dataclass(frozen=True, slots=True)
class NewRequirement:
    """A requirement to be loaded; amounts in đồng."""

    kind: str
    target: str
    content: str
    amount: int | None
    amount_done: int
    due_on: datetime.date | None
    status: str


@dataclass(frozen=True, slots=True)
class NewPublication:
    """Another form in which a conclusion was made public, to be loaded; its address is its proof."""

    form: str
    place: str
    from_on: datetime.date
    to_on: datetime.date | None
    times: int
    url: str


def entities(cell: str, names: Names, day: datetime.date) -> list[InspectedEntity]:
    """Return the entities of a cell: name | tax code | province."""
    found = []
    for name, tax_code, province in _lines(cell, 3):
        if tax_code and not _TAX_CODE.fullmatch(tax_code):
            raise Refused(PartReason.BAD_TAX_CODE, f"'{tax_code[:30]}' (10 digits, or 10-3)")
        place = names.province(province, day) if province else None
        found.append(InspectedEntity(name=bounded(name, 250), tax_code=tax_code, province=place))
    if not found:
        raise Refused(PartReason.MISSING_ENTITY)
    return found


def violations(cell: str, groups: dict[str, ViolationGroup]) -> list[Violation]:
    """Return the violations of a cell: group | behaviour | amount in đồng | violated provisions."""
    found = []
    for group, behaviour, money, provisions in _lines(cell, 4):
        known = groups.get(plain(group))
        if known is None:
            raise Refused(PartReason.UNKNOWN_GROUP, f"'{group[:60]}'")
        if not behaviour:
            raise Refused(PartReason.MISSING_BEHAVIOUR, group)
        found.append(
            Violation(
                group=known,
                behaviour=bounded(behaviour, 300),
                amount=amount(money),
                violated_provisions=bounded(provisions, 300),
            )
        )
    return found


def requirements(cell: str) -> list[NewRequirement]:
    """Return the requirements of a cell: kind | who | what | amount | done | due day | status."""
    found = []
    for kind, target, content, money, done, due, status in _lines(cell, 7):
        known = choice(kind, RequirementKind)
        if known is None or not target or not content:
            raise Refused(PartReason.BAD_REQUIREMENT, f"'{kind[:40]} | {target[:40]}'")
        state = choice(status, RequirementStatus) if status else RequirementStatus.NOT_STARTED
        if state is None:
            raise Refused(PartReason.BAD_STATUS, f"'{status[:40]}'")
        found.append(
            NewRequirement(
                kind=known,
                target=bounded(target, 250),
                content=content,
                amount=amount(money),
                amount_done=amount(done) or 0,
                due_on=day_of(due),
                status=state,
            )
        )
    return found


def publications(cell: str) -> list[NewPublication]:
    """Return the other publications of a cell: form | where | first day | last day | times | address."""
    found = []
    for form, place, first, last, times, url in _lines(cell, 6):
        known, from_on = choice(form, PublicationForm), day_of(first)
        if known is None or not place or from_on is None:
            raise Refused(PartReason.BAD_PUBLICATION, f"'{form[:40]} | {place[:40]} | {first[:20]}'")
        if url and (not url.startswith(("https://", "http://")) or len(url) > LONGEST_URL):
            raise Refused(PartReason.BAD_PUBLICATION, f"'{url[:60]}' is no address")
        count = int(times) if times.isascii() and times.isdecimal() and len(times) < 4 else 1
        found.append(NewPublication(known, bounded(place, 250), from_on, day_of(last), max(count, 1), url))
    return found


def amount(written: str) -> int | None:
    """Return an amount in đồng as Vietnamese write it ("1.250.000"); None for a blank; raise Refused."""
    bare = written.casefold().removesuffix("đồng").removesuffix("đ").strip()
    if not bare:
        return None
    if not _THOUSANDS.fullmatch(bare):
        raise Refused(PartReason.UNREADABLE_AMOUNT, f"'{written[:40]}' (whole đồng, as 1.250.000)")
    value = int(re.sub(r"\D", "", bare))
    if value > MAX_AMOUNT:
        raise Refused(PartReason.UNREADABLE_AMOUNT, f"'{written[:40]}' is too much")
    return value


def choice(written: str, choices: Any) -> Any:
    """Return the choice that is meant by its value or its Vietnamese label, in any case; None when there is none."""
    meant = {key: each for each in choices for key in (each.value, plain(each.label))}
    return meant.get(written.strip()) or meant.get(plain(written))


def bounded(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Refused(PartReason.TOO_LONG, f"{len(text)} characters, {longest} are allowed: '{text[:40]}…'")
    return text


def plain(name: str) -> str:
    return " ".join(syllables(name))


def _lines(cell: str, parts: int) -> Iterator[list[str]]:
    for line in filter(str.strip, cell.splitlines()):
        said = [part.strip() for part in line.split("|", parts - 1)]
        yield said + [""] * (parts - len(said))
