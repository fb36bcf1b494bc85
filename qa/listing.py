"""The archive as a list: newest first, paged by key, filtered by field, year and unit in the address."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from base.alphabet import vietnamese_key
from ministry.models import Unit
from qa.models import AnswerPage, FieldPage
from qa.reading import ARCHIVE_CRUMB, HOME_CRUMB

PAGE_SIZE = 20
COUNTS_KEPT_SECONDS = 300


def newest(answers: "QuerySet[AnswerPage]") -> "QuerySet[AnswerPage]":
    return answers.select_related("field", "unit").order_by("-answered_on", "-pk")


def card(page: AnswerPage) -> dict[str, Any]:
    return {
        "title": page.title,
        "url": page.address,
        "summary": page.short_answer,
        "field_name": page.field.name,
        "unit_name": page.unit.name,
        "published_on": page.answered_on,
        "kind_label": "Hỏi đáp",
    }


def field_counts() -> dict[int, int]:
    """Return how many public answers each field has; a few minutes old, since counting a long list is dear."""
    counts = cache.get("qa.field_counts")
    if counts is None:
        rows = AnswerPage.public().order_by().values_list("field").annotate(Count("pk"))
        counts = dict(rows)
        cache.set("qa.field_counts", counts, COUNTS_KEPT_SECONDS)
    return counts


def fields() -> list[dict[str, Any]]:
    """Return the fields with a page of their own and something to read on it, in the order of the alphabet."""
    counts = field_counts()
    pages = FieldPage.objects.live().filter(field__in=counts).order_by()
    return [
        {"title": page.title, "url": f"/hoi-dap/linh-vuc/{page.slug}/", "count": counts[page.field_id]}
        for page in sorted(pages, key=lambda page: vietnamese_key(page.title))
    ]


def listing_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Return what qa/listing.html shows for the archive's index or for one field."""
    of_field = isinstance(page, FieldPage)
    chosen = {name: request.GET.get(name, "")[:80] for name in ("linh-vuc", "nam", "don-vi")}
    field_links = fields()
    answers = newest(AnswerPage.public())
    if of_field:
        answers = answers.filter(field_id=page.field_id)
    elif chosen["linh-vuc"]:
        answers = answers.filter(field__slug=chosen["linh-vuc"])
    if chosen["don-vi"]:
        answers = answers.filter(unit__code=chosen["don-vi"])
    if chosen["nam"].isdecimal() and 1900 <= int(chosen["nam"]) <= 2999:
        answers = answers.filter(answered_on__year=int(chosen["nam"]))
    after = _key(request.GET.get("sau", ""))
    if after:
        answers = answers.filter(Q(answered_on__lt=after[0]) | Q(answered_on=after[0], pk__lt=after[1]))
    rows = list(answers[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    kept = {name: value for name, value in chosen.items() if value and not (of_field and name == "linh-vuc")}
    more = len(rows) > PAGE_SIZE
    crumbs = [HOME_CRUMB, ARCHIVE_CRUMB, {"title": page.title, "url": ""}] if of_field else [HOME_CRUMB, ARCHIVE_CRUMB]
    return {
        "cards": [card(row) for row in shown],
        "filters": _filters(chosen, of_field, field_links),
        "next_url": f"?{urlencode(kept | {'sau': _key_of(shown[-1])})}" if more else "",
        "first_url": f"?{urlencode(kept)}" if after else "",
        "feed_url": f"/hoi-dap/linh-vuc/{page.slug}/atom.xml" if of_field else "/hoi-dap/atom.xml",
        "fields": field_links,
        "breadcrumbs": crumbs,
    }


def _key(text: str) -> tuple[datetime.date, int] | None:
    """Read the key of the last row seen, as in 2026-11-05.123; None when it is none."""
    day, _, pk = text.partition(".")
    try:
        return datetime.date.fromisoformat(day), int(pk) if len(pk) < 15 else 0
    except ValueError:
        return None


def _key_of(page: AnswerPage) -> str:
    return f"{page.answered_on.isoformat()}.{page.pk}"


def _filters(chosen: dict[str, str], of_field: bool, field_links: list[dict[str, Any]]) -> list[dict[str, Any]]:
    years, units = _years_and_units()
    filters = [
        _filter("nam", "Năm", [(str(year), str(year)) for year in years], chosen["nam"]),
        _filter("don-vi", "Đơn vị trả lời", units, chosen["don-vi"]),
    ]
    if not of_field:
        options = [(link["url"].rstrip("/").rsplit("/", 1)[-1], link["title"]) for link in field_links]
        filters.insert(0, _filter("linh-vuc", "Lĩnh vực", options, chosen["linh-vuc"]))
    return filters


def _filter(name: str, label: str, options: list[tuple[str, str]], chosen: str) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "options": [{"value": value, "label": text, "selected": value == chosen} for value, text in options],
    }


def _years_and_units() -> tuple[list[int], list[tuple[str, str]]]:
    known = cache.get("qa.years_and_units")
    if known is None:
        years = [day.year for day in AnswerPage.public().order_by().dates("answered_on", "year", order="DESC")]
        in_use = AnswerPage.public().order_by().values("unit")
        units = Unit.objects.filter(pk__in=in_use).order_by().values_list("code", "name")
        known = years, sorted(units, key=lambda unit: vietnamese_key(unit[1]))
        cache.set("qa.years_and_units", known, COUNTS_KEPT_SECONDS)
    return known
