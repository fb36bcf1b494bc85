"""The archive as a list: newest first, paged by key, narrowed to a field, year and unit in the address."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from base.context import HOME_CRUMB
from base.paging import key_page
from ministry.models import PolicyField, Unit
from qa.menus import Menus, menus
from qa.models import AnswerPage, FieldPage
from qa.reading import ARCHIVE_CRUMB

PAGE_SIZE = 20
# What a list shows of an answer; the whole of it is many times as much.
SHOWN = ("title", "slug", "number", "short_answer", "answered_on", "first_published_at", "last_published_at")


def listed(answers: "QuerySet[AnswerPage]") -> "QuerySet[AnswerPage]":
    return answers.select_related("field", "unit").only(*SHOWN, "field__name", "unit__name")


def newest(answers: "QuerySet[AnswerPage]") -> "QuerySet[AnswerPage]":
    return listed(answers).order_by("-answered_on", "-pk")


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


def listing_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Return what qa/listing.html shows for the archive's index or for one field."""
    of_field = page if isinstance(page, FieldPage) else None
    chosen = _chosen(request.GET, of_field)
    known = menus()
    found = key_page(listed(_narrowed(chosen, of_field)), "answered_on", request.GET, PAGE_SIZE)
    home = f"/hoi-dap/linh-vuc/{of_field.slug}/" if of_field else "/hoi-dap/"
    own_crumb = [{"title": page.title, "url": ""}] if of_field else []
    return {
        "cards": [card(row) for row in found.rows],
        "filters": _filters(known, chosen, of_field),
        "next_url": f"?{urlencode(chosen | found.older)}" if found.older else "",
        "previous_url": f"?{urlencode(chosen | found.newer)}" if found.newer else "",
        "first_url": "" if found.is_first else f"{home}?{urlencode(chosen)}".rstrip("?"),
        "feed_url": f"{home}atom.xml",
        "fields": known["fields"],
        "breadcrumbs": [HOME_CRUMB, ARCHIVE_CRUMB, *own_crumb],
    }


def _chosen(query: QueryDict, of_field: FieldPage | None) -> dict[str, str]:
    names = ("nam", "don-vi") if of_field else ("linh-vuc", "nam", "don-vi")
    return {name: value for name in names if (value := query.get(name, "")[:80])}


def _narrowed(chosen: Mapping[str, str], of_field: FieldPage | None) -> "QuerySet[AnswerPage]":
    """Return the answers asked for. Rows are named by their keys, not by joins: an index knows only those."""
    answers = AnswerPage.public()
    if of_field:
        answers = answers.filter(field_id=of_field.field_id)
    elif slug := chosen.get("linh-vuc"):
        answers = answers.filter(field_id=PolicyField.objects.filter(slug=slug).values_list("pk", flat=True).first())
    if code := chosen.get("don-vi"):
        answers = answers.filter(unit_id=Unit.objects.filter(code=code).values_list("pk", flat=True).first())
    year = chosen.get("nam", "")
    if year.isascii() and year.isdecimal() and 1900 <= int(year) <= 2999:
        answers = answers.filter(answered_on__year=int(year))
    return answers


def _filters(known: Menus, chosen: Mapping[str, str], of_field: FieldPage | None) -> list[dict[str, Any]]:
    filters = [
        _filter("nam", "Năm", [(str(year), str(year)) for year in known["years"]], chosen),
        _filter("don-vi", "Đơn vị trả lời", known["units"], chosen),
    ]
    if not of_field:
        options = [(link["slug"], link["title"]) for link in known["fields"]]
        filters.insert(0, _filter("linh-vuc", "Lĩnh vực", options, chosen))
    return filters


def _filter(name: str, label: str, options: list[tuple[str, str]], chosen: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": name,
        "label": label,
        "options": [
            {"value": value, "label": text, "selected": value == chosen.get(name, "")} for value, text in options
        ],
    }
