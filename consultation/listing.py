"""Consultations as a list: by where they are in their life and by field, newest first, paged by key."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from base.context import HOME_CRUMB
from base.kept import Kept
from base.paging import key_page
from consultation import tallies
from consultation.deadlines import CLOSING_SOON, OutcomeClock, when
from consultation.models import ConsultationPage
from consultation.reading import DRAFTS, DRAFTS_CRUMB
from ministry.models import PolicyField

PAGE_SIZE = 20
TAB, FIELD = "tinh-trang", "linh-vuc"
# In the order in which they stand over the list: value in the address, name.
TABS = {
    "dang-lay": "Đang lấy ý kiến",
    "sap-het": "Sắp hết hạn",
    "sap-lay": "Sắp lấy ý kiến",
    "cho-ket-qua": "Chờ kết quả",
    "co-ket-qua": "Đã có kết quả",
    "tat-ca": "Tất cả",
}
OPEN, SOON, ALL = "dang-lay", "sap-het", "tat-ca"
# What a card shows of a consultation.
SHOWN = (
    *("title", "slug", "number", "stage", "document_kind", "shortened", "summary", "starts_on", "ends_on"),
    *("closes_on", "concluded_on", "first_published_at", "last_published_at", "field__name", "field__slug"),
    "unit__name",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The tab and the field that stand in the address; "" where none does."""

    tab: str
    field: str

    @classmethod
    def read(cls, query: QueryDict) -> "Choice":
        tab = query.get(TAB, "")
        return cls(tab if tab in TABS else "", query.get(FIELD, "")[:100])

    @property
    def parameters(self) -> dict[str, str]:
        return {name: value for name, value in ((TAB, self.tab), (FIELD, self.field)) if value}


def conditions(today: datetime.date) -> dict[str, Q]:
    """Return which consultations stand under each tab on a day; `last` is their last day (`with_last_day`)."""
    living = Q(concluded_on=None)
    is_open = living & Q(starts_on__lte=today, last__gte=today)
    return {
        "dang-lay": is_open,
        "sap-het": is_open & Q(last__lte=today + datetime.timedelta(days=CLOSING_SOON)),
        "sap-lay": living & Q(starts_on__gt=today),
        "cho-ket-qua": living & Q(last__lt=today),
        "co-ket-qua": Q(concluded_on__isnull=False),
        "tat-ca": Q(),
    }


def with_last_day(pages: "QuerySet[ConsultationPage]") -> "QuerySet[ConsultationPage]":
    return pages.annotate(last=Coalesce("closes_on", "ends_on"))


def of_field(pages: "QuerySet[ConsultationPage]", slug: str) -> "QuerySet[ConsultationPage]":
    """Keep the consultations of a field, be it the main one or another."""
    through = ConsultationPage.other_fields.through._default_manager
    others = through.filter(policyfield__slug=slug).values("consultationpage")
    return pages.filter(Q(field__slug=slug) | Q(pk__in=others))


def listed(tab: str, field: str) -> "QuerySet[ConsultationPage]":
    """Return the public consultations under a tab and of a field, "" for any."""
    pages = with_last_day(ConsultationPage.public().select_related("field", "unit").only(*SHOWN))
    pages = of_field(pages, field) if field else pages
    return pages.filter(conditions(timezone.localdate())[tab or ALL])


def open_now(count: int) -> list[ConsultationPage]:
    """Return the consultations that close soonest, for the front page."""
    return list(listed(OPEN, "").order_by("last", "pk")[:count])


def newest(count: int, field: str = "") -> "QuerySet[ConsultationPage]":
    """Return the newest public consultations, for the feeds."""
    return listed(ALL, field).order_by(F("starts_on").desc(), F("pk").desc())[:count]


def cards(pages: Iterable[ConsultationPage]) -> list[dict[str, Any]]:
    """Return what a list shows of consultations; two queries for all of them."""
    found = list(pages)
    counts = tallies.of_consultations(page.pk for page in found) if found else {}
    clock = OutcomeClock()
    return [brief_card(page, clock) | {"counts": counts[page.pk]} for page in found]


def brief_card(page: ConsultationPage, clock: OutcomeClock | None = None) -> dict[str, Any]:
    return {
        "title": page.title,
        "url": page.address,
        "summary": page.summary,
        "unit_name": page.unit.name,
        "field_name": page.field.name,
        "kind_label": page.get_document_kind_display(),
        "stage_label": page.get_stage_display(),
        "when": when(page, clock),
    }


def listing_context(request: HttpRequest) -> dict[str, Any]:
    """Return what consultation/consultation_index_page.html shows."""
    chosen = Choice.read(request.GET)
    counts = _counts(chosen.field)
    # Where nothing is open now, the newest of all are of more use than an empty list.
    tab = chosen.tab or (OPEN if counts[OPEN] else ALL)
    found = key_page(listed(tab, chosen.field), "starts_on", request.GET, PAGE_SIZE)
    pages = found.rows
    if tab in (OPEN, SOON) and found.is_first and not found.older:
        pages = sorted(pages, key=lambda page: page.closes_on or page.ends_on)
    named = fields()
    known = chosen.field in dict(named)
    return {
        "cards": cards(pages),
        "tabs": [
            {"name": name, "count": counts[value], "url": _address(value, chosen.field), "on": value == tab}
            for value, name in TABS.items()
        ],
        "tab_name": TABS[tab],
        "fields": [
            {"name": name, "url": _address(chosen.tab, slug), "on": slug == chosen.field} for slug, name in named
        ],
        "field_name": dict(named).get(chosen.field, ""),
        "without_field_url": _address(chosen.tab, ""),
        "feed_url": f"{DRAFTS}linh-vuc/{chosen.field}/atom.xml" if known else f"{DRAFTS}atom.xml",
        "next_url": f"?{urlencode(chosen.parameters | found.older)}" if found.older else "",
        "previous_url": f"?{urlencode(chosen.parameters | found.newer)}" if found.newer else "",
        "first_url": "" if found.is_first else _address(chosen.tab, chosen.field),
        # One condition makes a page worth finding; search engines are spared every mixture of them.
        "is_mixture": len(chosen.parameters) > 1 or not found.is_first,
        "breadcrumbs": [HOME_CRUMB, DRAFTS_CRUMB],
    }


def fields() -> list[tuple[str, str]]:
    """Return the fields that have public consultations, as slug and name."""
    return _fields.get()


def forget() -> None:
    """Have the menu of fields made anew: a consultation was published."""
    _fields.forget()


def _counts(field: str) -> dict[str, int]:
    pages = with_last_day(ConsultationPage.public())
    pages = of_field(pages, field) if field else pages
    by_tab = {
        f"tab{place}": Count("pk", filter=condition) if condition else Count("pk")
        for place, condition in enumerate(conditions(timezone.localdate()).values())
    }
    found = pages.aggregate(**by_tab)
    return {tab: found[f"tab{place}"] for place, tab in enumerate(TABS)}


def _address(tab: str, field: str) -> str:
    query = urlencode(Choice(tab, field).parameters)
    return f"{DRAFTS}?{query}" if query else DRAFTS


def _fields_with_drafts() -> list[tuple[str, str]]:
    """Return the fields of public consultations, as slug and name."""
    public = ConsultationPage.public()
    through = ConsultationPage.other_fields.through._default_manager
    others = through.filter(consultationpage__in=public.values("pk")).values("policyfield")
    fields = PolicyField.objects.filter(Q(pk__in=public.values("field")) | Q(pk__in=others))
    return list(fields.order_by("name").values_list("slug", "name"))


_fields: Kept[list[tuple[str, str]]] = Kept("consultation.fields", _fields_with_drafts)
