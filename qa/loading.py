"""Many answers at once, published as they are (base/planting.py)."""

import datetime
from collections.abc import Iterable
from collections.abc import Sequence as Rows
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from base.planting import BATCH, Planter, portions
from qa.compose import year_page
from qa.models import AnswerPage, LegalBasis, PublicationMode
from search import entries


@dataclass(slots=True)
class NewAnswer:
    """A public answer to be loaded. `blocks` is what the StreamField takes: (block name, value) pairs as JSON data."""

    key: str
    title: str
    question: str
    short_answer: str
    blocks: list[dict[str, Any]]
    field_id: int
    unit_id: int
    answered_on: datetime.date
    asked_on: datetime.date | None = None
    reviewed_on: datetime.date | None = None
    sender_display: str = ""
    publication_mode: str = PublicationMode.ANONYMISED
    legal_bases: list[dict[str, str]] = field(default_factory=list)
    old_address: str = ""
    outdated: bool = False


def load(answers: Rows[NewAnswer]) -> int:
    """Load answers whose keys are new, published as they are; return how many were loaded."""
    known = known_keys(answers)
    fresh = {answer.key: answer for answer in answers if answer.key not in known}
    if not fresh:
        return 0
    with transaction.atomic():
        planter = Planter(AnswerPage)
        pages = planter.plant(
            [
                (year_page(year), [_page(planter, answer) for answer in of_year])
                for year, of_year in _by_year(fresh.values())
            ]
        )
        _write_redirects(pages, fresh)
        source = entries.source_of(AnswerPage)
        if source:
            entries.put_many(source, pages)
    return len(pages)


def known_keys(answers: Rows[NewAnswer]) -> dict[str, str]:
    """Return which of the answers' keys are loaded already, and the title of the page that has each."""
    held: dict[str, str] = {}
    for some in portions([answer.key for answer in answers]):
        held.update(AnswerPage.objects.filter(import_key__in=some).values_list("import_key", "title"))
    return held


def _by_year(answers: Iterable[NewAnswer]) -> list[tuple[int, list[NewAnswer]]]:
    years: dict[int, list[NewAnswer]] = {}
    for answer in answers:
        years.setdefault(answer.answered_on.year, []).append(answer)
    return sorted(years.items())


def _page(planter: Planter[AnswerPage], answer: NewAnswer) -> AnswerPage:
    return planter.page(
        title=answer.title,
        published_at=timezone.make_aware(datetime.datetime.combine(answer.answered_on, datetime.time(9))),
        question=answer.question,
        short_answer=answer.short_answer,
        body=AnswerPage._meta.get_field("body").stream_block.to_python(answer.blocks),
        field_id=answer.field_id,
        unit_id=answer.unit_id,
        sender_display=answer.sender_display,
        asked_on=answer.asked_on,
        answered_on=answer.answered_on,
        reviewed_on=answer.reviewed_on,
        outdated=answer.outdated,
        publication_mode=answer.publication_mode,
        import_key=answer.key,
        legal_bases=[LegalBasis(**basis) for basis in answer.legal_bases],
    )


def _write_redirects(pages: list[AnswerPage], answers: dict[str, NewAnswer]) -> None:
    wanted = {
        # Without the slug, so that an old address does not tell the title of an answer that was taken down.
        Redirect.normalise_path(old): f"/hoi-dap/{page.number}-/"
        for page in pages
        if (old := answers[page.import_key or ""].old_address)
    }
    known: set[str] = set()
    for some in portions(list(wanted)):
        known.update(Redirect.objects.filter(old_path__in=some).values_list("old_path", flat=True))
    Redirect.objects.bulk_create(
        [
            Redirect(old_path=old, redirect_link=new, is_permanent=True)
            for old, new in wanted.items()
            if old not in known
        ],
        batch_size=BATCH,
    )
