"""Made-up consultations as they stand after a while, for the sample portal: days are counted from today."""

import datetime
import json
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from consultation import concluding, opening, showing, versions
from consultation.comparing.lineage import propose
from consultation.models import (
    Comment,
    ConsultationIndexPage,
    ConsultationPage,
    ConsultationQuestion,
    ConsultationRule,
    Contribution,
    Contributor,
    DraftDocument,
    Extension,
    OutcomeKind,
    OutcomePage,
    Reception,
)
from consultation.states import CommentState
from consultation.structure.building import build
from consultation.structure.markdown import paragraphs
from consultation.structure.reading import read
from ministry.models import PolicyField, Province, Unit

SAMPLE = Path(settings.BASE_DIR) / "consultation" / "sample"
PLAIN = ("title", "document_kind", "moderation", "summary", "affected", "scope", "matters")

Row = dict[str, Any]


def load_rules() -> None:
    """Load how long the law asks for, as far as it is not there yet."""
    for row in json.loads((SAMPLE / "consultation_rules.json").read_text(encoding="utf-8")):
        key = {name: row[name] for name in ("stage", "document_kind", "shortened", "valid_from")}
        ConsultationRule.objects.get_or_create(**key, defaults=row)


def load_sample() -> int:
    """Load the sample consultations that are not there yet, and return how many that were."""
    rows: list[Row] = json.loads((SAMPLE / "consultations.json").read_text(encoding="utf-8"))
    known = set(ConsultationPage.objects.exclude(import_key=None).values_list("import_key", flat=True))
    fresh = [row for row in rows if f"sample:{row['key']}" not in known]
    # The one that was opened first has the lowest number.
    for row in sorted(fresh, key=lambda row: row["opens"]):
        with transaction.atomic():
            _load(row)
    return len(fresh)


def _load(row: Row) -> None:
    page = ConsultationPage(
        **{name: row[name] for name in PLAIN},
        import_key=f"sample:{row['key']}",
        unit=Unit.objects.get(code=row["unit"]),
        field=PolicyField.objects.get(slug=row["field"]),
        starts_on=_day(row["opens"]),
        ends_on=_day(row["closes"]),
        promulgated_number=row.get("promulgated_number", ""),
        promulgated_on=_day(row["promulgated"]) if "promulgated" in row else None,
        live=False,
    )
    for each in row["questions"]:
        page.questions.add(ConsultationQuestion(text=each["text"], choices="\n".join(each["choices"])))
    ConsultationIndexPage.objects.get().add_child(instance=page)
    page.other_fields.set(PolicyField.objects.filter(slug__in=row.get("other_fields", [])))
    page.document = _text(page, row, 1)
    page.save()
    page.save_revision().publish()
    page = ConsultationPage.objects.get(pk=page.pk)
    if "extended_by" in row:
        _extend(page, row)
    opening.opened(page)
    comments = [_comment(page, row, each) for each in row["comments"]]
    _dates(page, _day(min(row["opens"], 0)))
    if "concluded" in row:
        _conclude(page, row, comments)
    showing.renewed(ConsultationPage.objects.get(pk=page.pk))


def _text(page: ConsultationPage, row: Row, place: int, previous: DraftDocument | None = None) -> DraftDocument:
    document = DraftDocument(consultation=page, label=row["texts"][place - 1], previous=previous)
    document.save()
    text = (SAMPLE / "texts" / f"{row['key']}-{place}.md").read_text(encoding="utf-8")
    versions.keep(document, build(read(paragraphs(text))))
    if previous is not None:
        versions.keep_links(document, propose(versions.tree(previous), versions.tree(document)))
        document.lineage_confirmed_at = timezone.now()
        document.save(update_fields=["lineage_confirmed_at"])
    return document


def _extend(page: ConsultationPage, row: Row) -> None:
    Extension.objects.create(
        consultation=page,
        from_on=page.ends_on,
        to_on=page.ends_on + datetime.timedelta(days=row["extended_by"]),
        reason=row["extension_reason"],
        made_at=timezone.now() - datetime.timedelta(days=1),
    )


def _comment(page: ConsultationPage, row: Row, given: list[Any]) -> Comment:
    key, kind, shown_as, province, content, supports, *_ = given
    # The last days bring the most.
    at = _moment(row["opens"] + (min(row["closes"], -1) - row["opens"]) * 3 // 4)
    contribution = Contribution.objects.create(
        consultation=page,
        number=f"GY-MAU-{uuid.uuid4().hex[:10]}",
        contributor_type=kind,
        shown_as=shown_as,
        province=Province.objects.filter(code=province).first() if province else None,
        submitted_at=at,
    )
    Contributor.objects.create(contribution=contribution, name="Người mẫu")
    made = Comment.objects.create(
        contribution=contribution,
        consultation=page,
        document=page.document,
        key=key,
        content=content,
        state=CommentState.SHOWN,
        submitted_at=at,
        supports_count=supports,
    )
    versions.place(made)
    return made


def _conclude(page: ConsultationPage, row: Row, comments: list[Comment]) -> None:
    revised = _text(page, row, 2, page.document) if len(row["texts"]) > 1 else None
    outcome = OutcomePage(
        title=f"Tổng hợp ý kiến, tiếp thu, giải trình: {page.title}",
        kind=OutcomeKind.OUTCOME,
        introduction="Bộ cảm ơn các cơ quan, tổ chức, cá nhân đã góp ý. Dưới đây là từng ý kiến và trả lời của Bộ.",
        consulted=len(comments),
        agency=page.unit.name,
        document=revised,
        live=False,
    )
    page.add_child(instance=outcome)
    for comment, given in zip(comments, row["comments"], strict=True):
        *_, kind, explanation = given
        Reception.objects.create(consultation=page, comment=comment, kind=kind, explanation=explanation, page=outcome)
    outcome.save_revision().publish()
    outcome = OutcomePage.objects.get(pk=outcome.pk)
    concluding.concluded(outcome)
    ConsultationPage.objects.filter(pk=page.pk).update(concluded_on=_day(row["concluded"]))
    if revised is not None:
        DraftDocument.objects.filter(pk=revised.pk).update(published_at=_moment(row["concluded"]))
    _dates(outcome, _day(row["concluded"]))
    showing.renewed(ConsultationPage.objects.get(pk=page.pk), OutcomePage.objects.get(pk=outcome.pk))


def _dates(page: ConsultationPage | OutcomePage, day: datetime.date) -> None:
    """Let a page, and the first text with it, have been published on a day."""
    at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(9)))
    type(page)._default_manager.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)
    if isinstance(page, ConsultationPage):
        page.documents.filter(ordinal=1).update(published_at=at)


def _day(offset: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=offset)


def _moment(offset: int) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(_day(offset), datetime.time(14, 30)))
