"""The search page and the suggestions of its box."""

from operator import itemgetter
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from base import limits
from base.alphabet import alphabetical
from ministry.models import PolicyField, Unit
from search import entries, finding, usage
from search.engines import DEEPEST, EngineUnavailable, SearchQuery
from search.models import Entry, Place

PAGE_SIZE = 10
LAST_PAGE = 50
ANSWERS = "answer"  # the kind that has a page for each field
FACETS = {"kind": ("loai", "Loại"), "policy_field": ("linh-vuc", "Lĩnh vực"), "unit": ("don-vi", "Đơn vị")}
FACETS |= {"year": ("nam", "Năm")}


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:500]
    chosen = {name: request.GET.get(parameter, "")[:80] for name, (parameter, _) in FACETS.items()}
    number = min(max(_number(request.GET.get("trang")), 1), LAST_PAGE)
    context: dict[str, Any] = {
        "query": text,
        "cards": [],
        "total": 0,
        "facets": [],
        "suggestions_url": "/tim-kiem/goi-y/",
    }
    if text or any(chosen.values()):
        try:
            found = finding.find(
                SearchQuery(
                    text=text,
                    kind=chosen["kind"],
                    policy_field=chosen["policy_field"],
                    unit=chosen["unit"],
                    year=_number(chosen["year"]) or None,
                    limit=PAGE_SIZE,
                    offset=(number - 1) * PAGE_SIZE,
                    with_facets=True,
                )
            )
        except EngineUnavailable:
            context["unavailable"] = True
        else:
            parameters = {"q": text} | {FACETS[name][0]: value for name, value in chosen.items() if value}
            pages = min(-(-found.total // PAGE_SIZE), LAST_PAGE)
            if text and number == 1:
                context["log"] = usage.record(
                    Place.SEARCH,
                    text,
                    policy_field=chosen["policy_field"],
                    found=found.total if found.fits else 0,
                    shown=found.shown,
                    engine=found.engine,
                    took_ms=found.took_ms,
                )
            context |= {
                "behind": found.behind,
                "fits": found.fits,
                "read_as": found.read_as,
                "did_you_mean": found.did_you_mean,
                "did_you_mean_url": _url({"q": found.did_you_mean}),
                "counted_whole": found.total < DEEPEST,
                "cards": found.cards,
                "total": found.total,
                "facets": _facets(found.facets, chosen, parameters),
                "previous_url": _url(parameters, number - 1) if number > 1 else "",
                "next_url": _url(parameters, number + 1) if number < pages else "",
            }
    if not context["cards"]:
        context["fields"] = [
            {"title": field.name, "url": f"/hoi-dap/linh-vuc/{field.slug}/"}
            for field in alphabetical(_fields_with_answers())
        ]
    return render(request, "search/search_page.html", context)


@require_safe
@limits.limited("suggesting", methods=("GET", "HEAD"), refusal=limits.no_items)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Return up to eight titles for the words typed so far."""
    items = finding.suggest(request.GET.get("q", "")[:200])
    return JsonResponse({"items": [{"title": item["title"], "url": item["url"]} for item in items]})


def _fields_with_answers() -> "QuerySet[PolicyField]":
    answers = Entry.objects.public().filter(kind=ANSWERS, policy_field=OuterRef("pk"))
    return PolicyField.objects.current().filter(Exists(answers))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _url(parameters: dict[str, str], number: int = 1) -> str:
    return "?" + urlencode(parameters | ({"trang": str(number)} if number > 1 else {}))


def _facets(
    counted: dict[str, dict[str, int]], chosen: dict[str, str], parameters: dict[str, str]
) -> list[dict[str, Any]]:
    names = {
        "policy_field": dict(PolicyField.objects.values_list("slug", "name")),
        "unit": dict(Unit.objects.values_list("code", "name")),
        "kind": {kind: entries.kind_label(kind) for kind in counted.get("kind", {})},
        "year": {},
    }
    shown = []
    for name, (parameter, label) in FACETS.items():
        others = {key: value for key, value in parameters.items() if key != parameter}
        options = [
            {
                "value": value,
                "label": names[name].get(value, value),
                "count": count,
                "url": _url(others if value == chosen[name] else others | {parameter: value}),
                "selected": value == chosen[name],
            }
            for value, count in counted.get(name, {}).items()
            if value
        ]
        options.sort(key=itemgetter("value" if name == "year" else "count"), reverse=True)
        if options:
            shown.append({"label": label, "name": parameter, "options": options})
    return shown
