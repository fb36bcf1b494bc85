"""Who took part in a consultation, and on what: bars, each beside its table. Small numbers of a place name nobody."""

from typing import Any

from django.db.models import Count, Q, Sum

from base.charts import Amount, Drawing, stacked
from base.money import grouped
from casework.models import SenderType
from consultation import states, tallies
from consultation.citing import WHOLE_NAME
from consultation.deadlines import when
from consultation.links import comments_address
from consultation.models import Channel, Comment, ConsultationPage, HideReason
from consultation.naming import names
from consultation.reading import crumbs, published

FEWEST = 5  # people of one province that are told by its name
OTHERS = "Nơi khác hoặc không ghi"

Rows = list[tuple[str, int]]


def figures_context(page: ConsultationPage) -> dict[str, Any]:
    """Return what consultation/figures.html shows."""
    people = tallies.participants().filter(consultation=page)
    comments = Comment.objects.counted().filter(consultation=page)
    sums = comments.aggregate(
        whole=Count("pk"),
        public=Count("pk", filter=Q(state__in=states.PUBLIC)),
        late=Count("pk", filter=Q(contribution__late=True)),
        waiting=Count("pk", filter=Q(state__in=states.TO_LOOK_AT)),
        supports=Sum("supports_count", filter=Q(state__in=states.PUBLIC), default=0),
    )
    by_kind = _labelled(people.values_list("contributor_type").annotate(Count("pk")).order_by(), SenderType)
    by_channel = _labelled(people.values_list("channel").annotate(Count("pk")).order_by(), Channel)
    return {
        "page": page,
        "consultation": page,
        "when": when(page),
        "sums": {name: grouped(count) for name, count in sums.items()},
        "participants": grouped(sum(count for _, count in by_kind)),
        "any": bool(by_kind),
        "sections": [
            _section("loai", "Ai đã góp ý", "Người góp ý", by_kind),
            _section("tinh", "Theo tỉnh, thành phố", "Tỉnh, thành phố", provinces(page)),
            _section("kenh", "Gửi bằng cách nào", "Cách gửi", by_channel),
        ],
        "heat": _heat(page),
        "refusals": refusals(page),
        "few": FEWEST,
        "breadcrumbs": crumbs(page, "Số liệu"),
    }


def provinces(page: ConsultationPage) -> Rows:
    """Return how many took part from each province; those with fewer than five are joined, so that nobody is told."""
    rows = tallies.participants().filter(consultation=page).values_list("province__name").annotate(count=Count("pk"))
    named: Rows = []
    others = 0
    for name, count in rows.order_by("-count", "province__name"):
        if name and count >= FEWEST:
            named.append((name, count))
        else:
            others += count
    return named + ([(OTHERS, others)] if others else [])


def refusals(page: ConsultationPage) -> Rows:
    """Return how often each reason not to show a comment was used: the ledger of refusals."""
    hidden = Comment.objects.filter(consultation=page, state__in=states.REFUSED)
    return _labelled(hidden.values_list("hide_reason").annotate(Count("pk")).order_by(), HideReason)


def by_provision(page: ConsultationPage) -> list[dict[str, Any]]:
    """Return the articles of the newest version that have public comments, in the order of the text."""
    versions = published(page)
    if not versions:
        return []
    document = versions[-1]
    counts = {key: count for key, count in tallies.by_provision(document).items() if key == "" or "/" not in key}
    order = dict(document.nodes.filter(key__in=counts).values_list("key", "order"))
    called = names(document, counts)
    return [
        {
            "key": key,
            "name": called.get(key, WHOLE_NAME),
            "count": counts[key],
            "url": comments_address(page, document, key or "toan-van"),
        }
        for key in sorted(counts, key=lambda key: order.get(key, -1))
        if key in called
    ]


def _heat(page: ConsultationPage) -> dict[str, Any]:
    rows = by_provision(page)
    most = max((row["count"] for row in rows), default=0)
    drawing = stacked(
        Amount(row["name"], f"{row['count']} ý kiến", [(_shade(row["count"], most), row["count"])]) for row in rows
    )
    return {"rows": rows, "drawing": drawing}


def _shade(count: int, most: int) -> str:
    """Return how hot a provision is: one of four shades, by its share of the most."""
    return f"heat{min(4, 1 + 4 * count // (most + 1))}"


def _section(key: str, title: str, column: str, rows: Rows) -> dict[str, Any]:
    drawing: Drawing | None = stacked(Amount(name, grouped(count), [("done", count)]) for name, count in rows)
    return {"id": key, "title": title, "column": column, "rows": rows, "drawing": drawing}


def _labelled(rows: Any, choices: Any) -> Rows:
    """Return counts under the names of their choices, in the order of the choices."""
    counted = dict(rows)
    return [(label, counted[value]) for value, label in choices.choices if counted.get(value)]
