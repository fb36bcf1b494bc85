"""Many answers at once: rows are built with their own places in the tree and written in few statements.

Saving page by page through the tree costs ten times as much (ground.md, trap 13). What Wagtail keeps beside a page
(the children counted at the parent, the admin's search, the references) is brought into step at the end.
"""

import datetime
import uuid
from collections.abc import Iterable
from collections.abc import Sequence as Rows
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models.sql import InsertQuery
from django.utils import timezone
from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.search.backends import get_search_backend

from base.models import Sequence
from qa.compose import year_page
from qa.models import AnswerPage, LegalBasis, PublicationMode, YearPage
from qa.models.answer_page import SLUG_LENGTH
from search import entries

BATCH = 500


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


def load(answers: Rows[NewAnswer]) -> int:
    """Load answers whose keys are new, published as they are; return how many were loaded."""
    known = set(AnswerPage.objects.filter(import_key__in=[a.key for a in answers]).values_list("import_key", flat=True))
    fresh = {answer.key: answer for answer in answers if answer.key not in known}
    if not fresh:
        return 0
    with transaction.atomic():
        pages = _write_pages(list(fresh.values()))
        _write_legal_bases(pages, fresh)
        _write_redirects(pages, fresh)
        loaded = list(AnswerPage.objects.filter(pk__in=[page.pk for page in pages]).prefetch_related("legal_bases"))
        source = entries.source_of(AnswerPage)
        if source:
            entries.put_many(source, loaded)
    get_search_backend().add_bulk(AnswerPage, loaded)
    return len(pages)


def rebuild_references() -> None:
    """Bring Wagtail's reference index into step for pages that were loaded without it."""
    for page in AnswerPage.objects.filter(import_key__isnull=False).iterator(chunk_size=200):
        ReferenceIndex.create_or_update_for_object(page)


def _write_pages(answers: list[NewAnswer]) -> list[AnswerPage]:
    number = Sequence.take("answer-page", len(answers))
    pages = []
    for year, of_year in _by_year(answers):
        parent = YearPage.objects.select_for_update().get(pk=year_page(year).pk)
        taken = set(Page.objects.child_of(parent).values_list("slug", flat=True))
        step = _last_step(parent)
        for answer in of_year:
            step += 1
            pages.append(_page(answer, parent, step, number, _free_slug(answer.title, taken)))
            number += 1
        Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(of_year))
    rows = Page.objects.bulk_create([_tree_row(page) for page in pages], batch_size=BATCH)
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = page.page_ptr_id = row.pk
    fields = AnswerPage._meta.local_concrete_fields
    for start in range(0, len(pages), BATCH):
        # Django's bulk_create does not write the child table of an inherited model; its own insert query does.
        query = InsertQuery(AnswerPage)
        query.insert_values(fields, pages[start : start + BATCH])
        query.get_compiler(connection=connection).execute_sql()
    return pages


def _by_year(answers: Iterable[NewAnswer]) -> list[tuple[int, list[NewAnswer]]]:
    years: dict[int, list[NewAnswer]] = {}
    for answer in answers:
        years.setdefault(answer.answered_on.year, []).append(answer)
    return sorted(years.items())


def _last_step(parent: YearPage) -> int:
    last = parent.get_last_child()
    return Page._str2int(last.path[-Page.steplen :]) if last else 0


def _free_slug(title: str, taken: set[str]) -> str:
    wanted = slugify(title.replace("đ", "d").replace("Đ", "D"))[:SLUG_LENGTH].strip("-") or "tra-loi"
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    taken.add(slug)
    return slug


def _page(answer: NewAnswer, parent: YearPage, step: int, number: int, slug: str) -> AnswerPage:
    moment = timezone.make_aware(datetime.datetime.combine(answer.answered_on, datetime.time(9)))
    return AnswerPage(
        path=Page._get_path(parent.path, parent.depth + 1, step),
        depth=parent.depth + 1,
        numchild=0,
        title=answer.title,
        draft_title=answer.title,
        slug=slug,
        url_path=f"{parent.url_path}{slug}/",
        content_type=ContentType.objects.get_for_model(AnswerPage),
        locale=Locale.get_default(),
        translation_key=uuid.uuid4(),
        live=True,
        first_published_at=moment,
        last_published_at=moment,
        number=number,
        question=answer.question,
        short_answer=answer.short_answer,
        body=AnswerPage._meta.get_field("body").stream_block.to_python(answer.blocks),
        field_id=answer.field_id,
        unit_id=answer.unit_id,
        sender_display=answer.sender_display,
        asked_on=answer.asked_on,
        answered_on=answer.answered_on,
        reviewed_on=answer.reviewed_on,
        publication_mode=answer.publication_mode,
        import_key=answer.key,
    )


def _tree_row(page: AnswerPage) -> Page:
    return Page(**{row.attname: getattr(page, row.attname) for row in Page._meta.concrete_fields if row.name != "id"})


def _write_legal_bases(pages: list[AnswerPage], answers: dict[str, NewAnswer]) -> None:
    LegalBasis.objects.bulk_create(
        [
            LegalBasis(page=page, sort_order=order, **basis)
            for page in pages
            for order, basis in enumerate(answers[page.import_key or ""].legal_bases)
        ],
        batch_size=BATCH,
    )


def _write_redirects(pages: list[AnswerPage], answers: dict[str, NewAnswer]) -> None:
    wanted = {
        Redirect.normalise_path(old): page.address
        for page in pages
        if (old := answers[page.import_key or ""].old_address)
    }
    known = set(Redirect.objects.filter(old_path__in=wanted).values_list("old_path", flat=True))
    Redirect.objects.bulk_create(
        [
            Redirect(old_path=old, redirect_link=new, is_permanent=True)
            for old, new in wanted.items()
            if old not in known
        ],
        batch_size=BATCH,
    )
