"""Many answers at once: rows are built with their own places in the tree and written in few statements.

Saving page by page through the tree costs ten times as much (ground.md, trap 13). What is kept beside a page (the
children counted at its parent, its search entry, the admin's search, the references) is written in one transaction
with it.
"""

import datetime
import itertools
import uuid
from collections.abc import Iterable
from collections.abc import Sequence as Rows
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import F
from django.db.models.sql import InsertQuery
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.search.backends import get_search_backend

from base.models import Sequence
from qa.compose import year_page
from qa.models import AnswerPage, LegalBasis, PublicationMode, YearPage
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
    outdated: bool = False


def load(answers: Rows[NewAnswer]) -> int:
    """Load answers whose keys are new, published as they are; return how many were loaded."""
    known = known_keys(answers)
    fresh = {answer.key: answer for answer in answers if answer.key not in known}
    if not fresh:
        return 0
    with transaction.atomic():
        pages = _write_pages(list(fresh.values()))
        _write_legal_bases(pages, fresh)
        _write_redirects(pages, fresh)
        _write_references(pages)
        source = entries.source_of(AnswerPage)
        if source:
            entries.put_many(source, pages)
        get_search_backend().add_bulk(AnswerPage, pages)
    return len(pages)


def known_keys(answers: Rows[NewAnswer]) -> dict[str, str]:
    """Return which of the answers' keys are loaded already, and the title of the page that has each."""
    held: dict[str, str] = {}
    for some in _portions([answer.key for answer in answers]):
        held.update(AnswerPage.objects.filter(import_key__in=some).values_list("import_key", "title"))
    return held


def _write_pages(answers: list[NewAnswer]) -> list[AnswerPage]:
    by_year = _by_year(answers)
    # The years are locked before the numbers are taken, as saving a page does: in another order two writers deadlock.
    parents = {year: YearPage.objects.select_for_update().get(pk=year_page(year).pk) for year, _ in by_year}
    numbers = itertools.count(Sequence.take("answer-page", len(answers)))
    common = _common_values()
    pages = []
    for year, of_year in by_year:
        parent = parents[year]
        numbered = list(zip(of_year, numbers, strict=False))
        slugs = _free_slugs(numbered, parent)
        steps = itertools.count(_last_step(parent) + 1)
        for (answer, number), slug, step in zip(numbered, slugs, steps, strict=False):
            pages.append(_page(answer, parent, step, number, slug, common))
        Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(of_year))
    rows = Page.objects.bulk_create([_tree_row(page) for page in pages], batch_size=BATCH)
    for page, row in zip(pages, rows, strict=True):
        page.pk = page.id = page.page_ptr_id = row.pk
    fields = AnswerPage._meta.local_concrete_fields
    for some in _portions(pages):
        # Django's bulk_create does not write the child table of an inherited model; its own insert query does.
        query = InsertQuery(AnswerPage)
        query.insert_values(fields, some)
        query.get_compiler(connection=connection).execute_sql()
    return pages


def _portions(rows: list[Any]) -> list[list[Any]]:
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]


def _by_year(answers: Iterable[NewAnswer]) -> list[tuple[int, list[NewAnswer]]]:
    years: dict[int, list[NewAnswer]] = {}
    for answer in answers:
        years.setdefault(answer.answered_on.year, []).append(answer)
    return sorted(years.items())


def _last_step(parent: YearPage) -> int:
    last = parent.get_last_child()
    return Page._str2int(last.path[-Page.steplen :]) if last else 0


def _free_slugs(numbered: list[tuple[NewAnswer, int]], parent: YearPage) -> list[str]:
    """Give each page its title as slug; where that is taken, the page's number makes it another."""
    wanted = [(AnswerPage.plain_slug(answer.title), number) for answer, number in numbered]
    taken: set[str] = set()
    for some in _portions([slug for name, number in wanted for slug in (name, f"{name}-{number}")]):
        # Asked by slug alone and sifted here: a year may have a hundred thousand children.
        found = Page.objects.filter(slug__in=some).values_list("slug", "path")
        taken.update(slug for slug, path in found if path.startswith(parent.path))
    slugs = []
    for name, number in wanted:
        slug = next(slug for slug in (name, f"{name}-{number}", f"{name}-{uuid.uuid4()}") if slug not in taken)
        taken.add(slug)
        slugs.append(slug)
    return slugs


def _common_values() -> dict[str, Any]:
    """Return what every loaded page has alike; the default locale costs a query each time it is asked for."""
    return {
        "depth": 0,
        "numchild": 0,
        "live": True,
        "content_type": ContentType.objects.get_for_model(AnswerPage),
        "locale": Locale.get_default(),
    } | {relation.get_accessor_name(): [] for relation in get_all_child_relations(AnswerPage)}


def _page(answer: NewAnswer, parent: YearPage, step: int, number: int, slug: str, common: dict[str, Any]) -> AnswerPage:
    moment = timezone.make_aware(datetime.datetime.combine(answer.answered_on, datetime.time(9)))
    return AnswerPage(
        **common
        | {
            "path": Page._get_path(parent.path, parent.depth + 1, step),
            "depth": parent.depth + 1,
            "title": answer.title,
            "draft_title": answer.title,
            "slug": slug,
            "url_path": f"{parent.url_path}{slug}/",
            "translation_key": uuid.uuid4(),
            "first_published_at": moment,
            "last_published_at": moment,
            "number": number,
            "question": answer.question,
            "short_answer": answer.short_answer,
            "body": AnswerPage._meta.get_field("body").stream_block.to_python(answer.blocks),
            "field_id": answer.field_id,
            "unit_id": answer.unit_id,
            "sender_display": answer.sender_display,
            "asked_on": answer.asked_on,
            "answered_on": answer.answered_on,
            "reviewed_on": answer.reviewed_on,
            "outdated": answer.outdated,
            "publication_mode": answer.publication_mode,
            "import_key": answer.key,
            "legal_bases": [LegalBasis(sort_order=order, **basis) for order, basis in enumerate(answer.legal_bases)],
        }
    )


def _tree_row(page: AnswerPage) -> Page:
    return Page(**{row.attname: getattr(page, row.attname) for row in Page._meta.concrete_fields if row.name != "id"})


def _write_legal_bases(pages: list[AnswerPage], answers: dict[str, NewAnswer]) -> None:
    LegalBasis.objects.bulk_create(
        [
            LegalBasis(page_id=page.pk, sort_order=order, **basis)
            for page in pages
            for order, basis in enumerate(answers[page.import_key or ""].legal_bases)
        ],
        batch_size=BATCH,
    )


def _write_redirects(pages: list[AnswerPage], answers: dict[str, NewAnswer]) -> None:
    wanted = {
        # Without the slug, so that an old address does not tell the title of an answer that was taken down.
        Redirect.normalise_path(old): f"/hoi-dap/{page.number}-/"
        for page in pages
        if (old := answers[page.import_key or ""].old_address)
    }
    known: set[str] = set()
    for some in _portions(list(wanted)):
        known.update(Redirect.objects.filter(old_path__in=some).values_list("old_path", flat=True))
    Redirect.objects.bulk_create(
        [
            Redirect(old_path=old, redirect_link=new, is_permanent=True)
            for old, new in wanted.items()
            if old not in known
        ],
        batch_size=BATCH,
    )


def _write_references(pages: list[AnswerPage]) -> None:
    """Write what `ReferenceIndex.create_or_update_for_object` would, which asks and writes page by page."""
    kept_at = {
        "content_type": ContentType.objects.get_for_model(AnswerPage, for_concrete_model=False),
        "base_content_type": ReferenceIndex._get_base_content_type(AnswerPage),
    }
    ReferenceIndex.objects.bulk_create(
        [
            ReferenceIndex(
                object_id=page.pk,
                to_content_type_id=target_type,
                to_object_id=target,
                model_path=model_path,
                content_path=content_path,
                content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
                **kept_at,
            )
            for page in pages
            for target_type, target, model_path, content_path in set(
                ReferenceIndex._extract_references_from_object(page)
            )
        ],
        batch_size=BATCH,
    )
