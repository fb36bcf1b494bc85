"""Many conclusions at once, published as they are (base/planting.py), with their requirements."""

import datetime
from collections.abc import Sequence as Rows
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from base.planting import BATCH, Planter, portions
from inspection import charts
from inspection.clock import Clock
from inspection.models import (
    ConclusionRequirement,
    InspectionConclusionPage,
    InspectionIndexPage,
    OtherPublication,
    RequirementEvent,
)
from inspection.other_forms import suffices_from
from inspection.states import CLOSED, FollowUpStep, FollowUpVerb
from search import entries

if TYPE_CHECKING:
    from inspection.importing.parts import NewPublication, NewRequirement


@dataclass(slots=True)
class NewConclusion:
    """A public conclusion to be loaded; `values` are fields of the page, its parts as unsaved rows among them."""

    key: str
    title: str
    published_on: datetime.date
    values: dict[str, Any]
    requirements: "list[NewRequirement]" = field(default_factory=list)
    publications: "list[NewPublication]" = field(default_factory=list)


def known_keys(conclusions: Rows[NewConclusion]) -> dict[str, str]:
    """Return which of the conclusions' keys are loaded already, and the title of the page that has each."""
    held: dict[str, str] = {}
    for some in portions([conclusion.key for conclusion in conclusions]):
        pages = InspectionConclusionPage.objects.filter(import_key__in=some)
        held.update(pages.values_list("import_key", "title"))
    return held


def load(conclusions: Rows[NewConclusion]) -> int:
    """Load conclusions whose keys are new, published as they are; return how many were loaded."""
    known = known_keys(conclusions)
    fresh = {conclusion.key: conclusion for conclusion in conclusions if conclusion.key not in known}
    if not fresh:
        return 0
    with transaction.atomic():
        planter = Planter(InspectionConclusionPage)
        made = [_page(planter, conclusion) for conclusion in fresh.values()]
        pages = planter.plant([(InspectionIndexPage.objects.get(), made)])
        _write_requirements(pages, fresh)
        _write_publications(pages, fresh)
        source = entries.source_of(InspectionConclusionPage)
        if source:
            entries.put_many(source, pages)
    return len(pages)


def _page(planter: Planter[InspectionConclusionPage], conclusion: NewConclusion) -> InspectionConclusionPage:
    moment = timezone.make_aware(datetime.datetime.combine(conclusion.published_on, datetime.time(9)))
    return planter.page(title=conclusion.title, published_at=moment, import_key=conclusion.key, **conclusion.values)


def _write_requirements(pages: list[InspectionConclusionPage], fresh: dict[str, NewConclusion]) -> None:
    rows = [
        ConclusionRequirement(
            page=page,
            kind=requirement.kind,
            target=requirement.target,
            content=requirement.content,
            amount=requirement.amount,
            amount_done=requirement.amount_done,
            due_on=requirement.due_on,
            status=requirement.status,
            step=FollowUpStep.REPORTED if requirement.status in CLOSED else FollowUpStep.MONITORING,
            closed_on=(requirement.due_on or page.issued_on) if requirement.status in CLOSED else None,
            import_key=f"{page.import_key}:{order}",
        )
        for page in pages
        for order, requirement in enumerate(fresh[page.import_key or ""].requirements)
    ]
    made = ConclusionRequirement.objects.bulk_create(rows, batch_size=BATCH)
    RequirementEvent.objects.bulk_create(
        [
            RequirementEvent(
                requirement=row,
                verb=FollowUpVerb.ADD,
                status=row.status,
                step=row.step,
                note="Nhập từ sổ theo dõi cũ.",
                amount=row.amount_done or None,
                due_on=row.due_on,
            )
            for row in made
        ],
        batch_size=BATCH,
    )
    charts.forget()  # rows made at once tell nobody


def _write_publications(pages: list[InspectionConclusionPage], fresh: dict[str, NewConclusion]) -> None:
    clock = Clock()
    rows = []
    for page in pages:
        rule = clock.rule_on(page.issued_on)
        for publication in fresh[page.import_key or ""].publications:
            row = OtherPublication(page=page, **asdict(publication))
            row.suffices_from = suffices_from(row, rule, bool(row.url)) if rule else row.from_on
            rows.append(row)
    OtherPublication.objects.bulk_create(rows, batch_size=BATCH)
