"""Many pages at once: rows are built with their own places in the tree and written in few statements.

Saving page by page through the tree costs ten times as much (ground.md, trap 13). What is kept beside a page (the
children counted at its parent, its parts, the admin's search, the references) is written with it; the caller opens the
transaction and makes what hangs on the model, such as the search entries.
"""

import itertools
import uuid
from collections.abc import Sequence as Rows
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import F
from django.db.models.sql import InsertQuery
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.search.backends import get_search_backend

from base.models import NumberedPage, Sequence

BATCH = 500

Numbered = TypeVar("Numbered", bound=NumberedPage)


def portions(rows: list[Any]) -> list[list[Any]]:
    """Return the rows in lists of as many as one statement takes."""
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]


class Planter(Generic[Numbered]):
    """Makes and writes live pages of one type. `page` takes no word of the database, `plant` writes what was made."""

    def __init__(self, model: type[Numbered]) -> None:
        self.model = model
        self._parts = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
        # The default locale costs a query each time it is asked for.
        self._common: dict[str, Any] = {
            "depth": 0,
            "numchild": 0,
            "live": True,
            "content_type": ContentType.objects.get_for_model(model),
            "locale": Locale.get_default(),
        } | {name: [] for name in [*self._parts, *(field.name for field in get_all_child_m2m_relations(model))]}

    def page(self, *, title: str, published_at: datetime, **values: Any) -> Numbered:
        """Return an unsaved page; its parts are given by the name of their relation, as lists of unsaved rows."""
        return self.model(
            **self._common
            | {
                "title": title,
                "draft_title": title,
                "translation_key": uuid.uuid4(),
                "first_published_at": published_at,
                "last_published_at": published_at,
            }
            | values
        )

    def plant(self, places: Rows[tuple[Page, Rows[Numbered]]]) -> list[Numbered]:
        """Write pages under their parents and return them, in the caller's transaction."""
        # The parents are locked before the numbers are taken, as saving a page does: in another order two writers
        # deadlock.
        locked = [(Page.objects.select_for_update().get(pk=parent.pk), list(pages)) for parent, pages in places]
        planted = [page for _, pages in locked for page in pages]
        numbers = itertools.count(Sequence.take(self.model.sequence, len(planted)))
        for parent, pages in locked:
            self._place(parent, pages, numbers)
        self._write(planted)
        for name in self._parts:
            self._write_parts(name, planted)
        for field in get_all_child_m2m_relations(self.model):
            self._write_links(field, planted)
        self._write_references(planted)
        get_search_backend().add_bulk(self.model, planted)
        return planted

    def _place(self, parent: Page, pages: list[Numbered], numbers: "itertools.count[int]") -> None:
        numbered = list(zip(pages, numbers, strict=False))
        last = parent.get_last_child()
        steps = itertools.count((Page._str2int(last.path[-Page.steplen :]) if last else 0) + 1)
        for (page, number), slug, step in zip(numbered, self._free_slugs(numbered, parent), steps, strict=False):
            page.number, page.slug = number, slug
            page.path, page.depth = Page._get_path(parent.path, parent.depth + 1, step), parent.depth + 1
            page.url_path = f"{parent.url_path}{slug}/"
        Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(pages))

    def _free_slugs(self, numbered: list[tuple[Numbered, int]], parent: Page) -> list[str]:
        """Give each page its title as slug; where that is taken, the page's number makes it another."""
        wanted = [(self.model.plain_slug(page.title), number) for page, number in numbered]
        taken: set[str] = set()
        for some in portions([slug for name, number in wanted for slug in (name, f"{name}-{number}")]):
            # Asked by slug alone and sifted here: a parent may have a hundred thousand children.
            found = Page.objects.filter(slug__in=some).values_list("slug", "path")
            taken.update(slug for slug, path in found if path.startswith(parent.path))
        slugs = []
        for name, number in wanted:
            slug = next(slug for slug in (name, f"{name}-{number}", f"{name}-{uuid.uuid4()}") if slug not in taken)
            taken.add(slug)
            slugs.append(slug)
        return slugs

    def _write(self, pages: list[Numbered]) -> None:
        rows = Page.objects.bulk_create([_tree_row(page) for page in pages], batch_size=BATCH)
        for page, row in zip(pages, rows, strict=True):
            page.pk = page.id = page.page_ptr_id = row.pk
        fields = self.model._meta.local_concrete_fields
        for some in portions(pages):
            # Django's bulk_create does not write the child table of an inherited model; its own insert query does.
            query = InsertQuery(self.model)
            query.insert_values(fields, some)
            query.get_compiler(connection=connection).execute_sql()

    def _write_parts(self, name: str, pages: list[Numbered]) -> None:
        rows = []
        for page in pages:
            for order, part in enumerate(getattr(page, name).all()):
                part.page_id = page.pk
                part.sort_order = order
                rows.append(part)
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)

    def _write_links(self, field: Any, pages: list[Numbered]) -> None:
        through = field.remote_field.through
        here, there = field.m2m_field_name(), field.m2m_reverse_field_name()
        through._default_manager.bulk_create(
            [
                through(**{f"{here}_id": page.pk, f"{there}_id": other.pk})
                for page in pages
                for other in getattr(page, field.name).all()
            ],
            batch_size=BATCH,
        )

    def _write_references(self, pages: list[Numbered]) -> None:
        """Write what `ReferenceIndex.create_or_update_for_object` would, which asks and writes page by page."""
        kept_at = {
            "content_type": ContentType.objects.get_for_model(self.model, for_concrete_model=False),
            "base_content_type": ReferenceIndex._get_base_content_type(self.model),
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


def _tree_row(page: NumberedPage) -> Page:
    return Page(**{row.attname: getattr(page, row.attname) for row in Page._meta.concrete_fields if row.name != "id"})
