"""The use of the search in figures: what was not found, which answers were not enough, how many asked no more.

Months that are counted come from the counters, the last two days from the log itself: a question of a minute ago is in
the figures, and a log of a million rows is not read for them.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.utils import timezone

from ministry.models import PolicyField
from search import vocabulary
from search.counting import ANSWER_COLUMNS, USE_COLUMNS, Tally, not_counted_yet
from search.models import Entry, MonthOfAnswer, MonthOfUse, Place, SearchLog
from search.privacy.gaps import GAP
from search.text import words

FEWEST_ASKINGS = 2
LONGEST_LIST = 200
NO_FIELD, OTHER_FIELD = "Không chọn lĩnh vực", "Lĩnh vực khác"


def percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


@dataclass(frozen=True, slots=True)
class NotFound:
    """A query without result, however often its words were asked."""

    text: str
    count: int
    while_asking: int
    last: datetime.datetime


@dataclass(frozen=True, slots=True)
class NotFoundReport:
    rows: list[NotFound]
    total: int

    @property
    def others(self) -> int:
        """How many askings have no line of their own."""
        return self.total - sum(row.count for row in self.rows)


def not_found(days: int) -> NotFoundReport:
    """Return the queries of the last days that found nothing, the most frequent first.

    No scrubbing is perfect: a query that was asked once may still hold a name. So its words are shown only when they
    were asked at least twice, or when every word of it is one of the portal's own word lists; all others are a number.
    """
    log = SearchLog.objects.without_result().filter(asked_at__gte=timezone.now() - datetime.timedelta(days=days))
    groups: Any = (
        log.exclude(key="")
        .values("key")
        .annotate(
            # Not counted by their keys: those are not in the index.
            count=Count("asked_at"),
            asking=Count("asked_at", filter=Q(place=Place.ASK)),
            last=Max("asked_at"),
        )
    )
    often = list(groups.filter(count__gte=FEWEST_ASKINGS).order_by("-count", "-last")[:LONGEST_LIST])
    once = list(groups.filter(count__lt=FEWEST_ASKINGS).order_by("-last")[:LONGEST_LIST])
    keys = [row["key"] for row in often + once]
    texts = dict(log.filter(key__in=keys).values_list("key").annotate(Max("query")).order_by())
    rows = [*often, *(row for row in once if is_known(texts.get(row["key"], GAP)))]
    return NotFoundReport(
        [
            NotFound(texts[row["key"]], row["count"], row["asking"], row["last"])
            for row in rows[:LONGEST_LIST]
            if row["key"] in texts  # the worker may have deleted it since
        ],
        # Counted by groups, it is read from the same index; a plain count would look at every row of the period.
        log.values("key").annotate(count=Count("asked_at")).aggregate(total=Sum("count"))["total"] or 0,
    )


def is_known(text: str) -> bool:
    """Tell whether every word of a query stands, with its accents, in the portal's word lists."""
    return GAP not in text and all(word in _known_words() or word.isdecimal() for word in words(text))


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    told = {word for line in vocabulary.shipped() for text in (line.short, line.long) for word in words(text)}
    return frozenset(told | {word for word in vocabulary.function_words() if word.isascii()})


@dataclass(slots=True)
class AnswerUse:
    """One answer among those shown to people who were asking."""

    entry: int
    title: str = ""
    url: str = ""
    field_name: str = ""
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def still_rate(self) -> int | None:
        return percent(self.counts["still"], self.counts["shown"])


def not_enough(since: datetime.date | None) -> list[AnswerUse]:
    """Return the answers that were shown to people who then still asked, those of most people first."""
    recent: dict[int, Counter[str]] = {}
    for (month, _, entry), counts in not_counted_yet(Place.ASK).answers.items():
        if since is None or month >= since:
            recent.setdefault(entry, Counter()).update(counts)
    months = MonthOfAnswer.objects.filter(place=Place.ASK)
    if since:
        months = months.filter(month__gte=since)
    sums: Any = months.values("entry_id").annotate(**{f"sum_{name}": Sum(name) for name in ANSWER_COLUMNS}).order_by()
    # Whoever is not among the first of the counted months and has nothing recent cannot be among the first of both.
    first = sums.filter(sum_still__gt=0).order_by("-sum_still", "-sum_opened_still", "entry_id")[:LONGEST_LIST]
    found: dict[int, AnswerUse] = {}
    for row in [*first, *sums.filter(entry_id__in=list(recent))]:
        counts = Counter({name: row[f"sum_{name}"] for name in ANSWER_COLUMNS})
        found[row["entry_id"]] = AnswerUse(row["entry_id"], counts=counts)
    for entry, counts in recent.items():
        found.setdefault(entry, AnswerUse(entry)).counts.update(counts)
    uses = [use for use in found.values() if use.counts["still"]]
    uses.sort(key=lambda use: (-use.counts["still"], -use.counts["opened_still"], use.entry))
    return _named(uses[:LONGEST_LIST])


def _named(uses: list[AnswerUse]) -> list[AnswerUse]:
    entries = Entry.objects.with_names().in_bulk([use.entry for use in uses])
    for use in uses:
        entry = entries.get(use.entry)
        public = entry is not None and entry.is_public
        use.title = entry.title if entry and public else f"Nội dung đã gỡ (số {use.entry})"
        use.url = entry.url if entry and public else ""
        use.field_name = entry.policy_field.name if entry and entry.policy_field else ""
    return uses


@dataclass(slots=True)
class FunnelRow:
    """How asking fared in one month, in one field or in all."""

    month: datetime.date
    field_name: str
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def solved_rate(self) -> int | None:
        return percent(self.counts["solved"], self.counts["shown"])

    @property
    def still_rate(self) -> int | None:
        return percent(self.counts["still"], self.counts["shown"])

    @property
    def empty_rate(self) -> int | None:
        return percent(self.counts["without_result"], self.counts["searches"])

    @property
    def left(self) -> int:
        """How many went away without a word."""
        return max(0, self.counts["shown"] - self.counts["solved"] - self.counts["still"])


@dataclass(frozen=True, slots=True)
class Funnel:
    """The ask form by month and field, and by month; the search page by month. The newest month comes first."""

    by_field: list[FunnelRow]
    by_month: list[FunnelRow]
    search_page: list[FunnelRow]


def funnel(since: datetime.date | None) -> Funnel:
    names = dict(PolicyField.objects.values_list("slug", "name")) | {"": NO_FIELD}
    by_field: dict[tuple[datetime.date, str], FunnelRow] = {}
    totals: dict[tuple[str, datetime.date], FunnelRow] = {}
    for (month, place, slug), counts in _uses(since, not_counted_yet()):
        total = totals.setdefault((place, month), FunnelRow(month, ""))
        total.counts.update(counts)
        if place == Place.ASK:
            name = names.get(slug, OTHER_FIELD)
            by_field.setdefault((month, name), FunnelRow(month, name)).counts.update(counts)

    def newest_first(rows: Iterable[FunnelRow]) -> list[FunnelRow]:
        return sorted(rows, key=lambda row: (-row.month.toordinal(), -row.counts["shown"], row.field_name))

    return Funnel(
        newest_first(by_field.values()),
        newest_first(row for (place, _), row in totals.items() if place == Place.ASK),
        newest_first(row for (place, _), row in totals.items() if place == Place.SEARCH),
    )


def _uses(since: datetime.date | None, recent: Tally) -> Iterable[tuple[tuple[datetime.date, str, str], Any]]:
    counted = MonthOfUse.objects.filter(month__gte=since) if since else MonthOfUse.objects.all()
    for row in counted.iterator():
        yield (row.month, row.place, row.policy_field), {name: getattr(row, name) for name in USE_COLUMNS}
    for key, counts in recent.uses.items():
        if since is None or key[0] >= since:
            yield key, counts
