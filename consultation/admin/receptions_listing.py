"""The comments on a drafter's desk: in the order of the newest text, narrowed, a portion at a time."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict

from base.money import percent
from consultation.citing import WHOLE_NAME
from consultation.models import (
    Comment,
    CommentGroup,
    CommentPlace,
    ConsultationPage,
    DraftNode,
    Reception,
    ReceptionKind,
)
from consultation.provisions import Provisions

SIZE = 50
AFTER = "sau"
WHOLE = "-"  # in an address: comments on no provision
LAST = 10**9  # their place: behind the text
OTHER_LABEL = f"{WHOLE_NAME}, vấn đề khác"
FILTERS = ("dieu", "cua", "tra-loi", "nhom", "ket-qua")


@dataclass(frozen=True, slots=True)
class Line:
    """How far an article is: its address, what it is called, its counts."""

    key: str
    label: str
    heading: str
    done: int
    count: int

    @property
    def percent(self) -> int:
        return percent(self.done, self.count)


class Listing:
    """The comments of one consultation that its drafters answer."""

    def __init__(self, consultation: ConsultationPage) -> None:
        self.consultation = consultation
        self.document = consultation.current_document
        self.text = Provisions(self.document.pk if self.document else None)

    def comments(self) -> Any:
        """Return all of them with `place_key`, `place` (the order in the newest text) and `answered`."""
        main = CommentPlace.objects.filter(comment=OuterRef("pk"), document=self.document, is_main=True)
        node = DraftNode.objects.filter(document=self.document, key=OuterRef("place_key"))
        return (
            Comment.objects.counted()
            .filter(consultation=self.consultation)
            .annotate(
                place_key=Coalesce(Subquery(main.values("key")[:1]), Value("")),
                answered=Exists(Reception.objects.filter(Q(comment=OuterRef("pk")) | Q(group=OuterRef("group")))),
            )
            .annotate(place=Coalesce(Subquery(node.values("order")[:1]), Value(LAST), output_field=IntegerField()))
        )

    def chosen(self, query: QueryDict, user: Any) -> Any:
        """Return those that the filters of a query leave."""
        found = self.comments()
        if key := query.get("dieu"):
            found = found.filter(place_key__in=[""] if key == WHOLE else self.text.within(key))
        if query.get("cua") == "toi":
            found = found.filter(drafter=user.pk)
        elif query.get("cua") == "chua-giao":
            found = found.filter(drafter=None)
        if query.get("tra-loi") in ("chua", "roi"):
            found = found.filter(answered=query["tra-loi"] == "roi")
        if (group := query.get("nhom", "")) == "khong":
            found = found.filter(group=None)
        elif group.isascii() and group.isdigit() and len(group) < 15:
            found = found.filter(group=int(group))
        if query.get("ket-qua") in ReceptionKind.values:
            kind = query["ket-qua"]
            found = found.filter(Q(reception__kind=kind) | Q(group__reception__kind=kind, reception=None))
        return found

    def page(self, found: Any, after: str) -> tuple[list[Comment], str]:
        """Return the portion behind the row named `after` ("12.345"), and the name of its last row if more come."""
        place, _, pk = after.partition(".")
        if all(part.isascii() and part.isdigit() and len(part) < 15 for part in (place, pk)):
            found = found.filter(Q(place__gt=int(place)) | Q(place=int(place), pk__gt=int(pk)))
        related = ("contribution", "drafter", "group__reception", "reception")
        rows: list[Any] = list(found.select_related(*related).order_by("place", "pk")[: SIZE + 1])
        shown = rows[:SIZE]
        for row in shown:
            row.where = self.named(row.place_key)
            row.told = getattr(row, "reception", None) or getattr(row.group, "reception", None)
        return shown, f"{shown[-1].place}.{shown[-1].pk}" if len(rows) > SIZE else ""

    def named(self, key: str) -> str:
        return self.text.cited(key) if key in self.text else OTHER_LABEL

    def progress(self) -> tuple[Line, list[Line]]:
        """Return how far the whole is, and each article that was commented on, in the order of the text; one query."""
        told = (
            self.comments()
            .values("place_key", "place")
            .annotate(count=Count("pk"), done=Count("pk", filter=Q(answered=True)))
        )
        sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for row in told.order_by("place"):
            key = row["place_key"] if row["place_key"] in self.text else ""
            line = sums[self.text.article(key) if key else ""]
            line[0] += row["done"]
            line[1] += row["count"]
        lines = [
            Line(key or WHOLE, self.named(key), self.text.heading(key), done, count)
            for key, (done, count) in sums.items()
        ]
        whole = Line("", "", "", sum(line.done for line in lines), sum(line.count for line in lines))
        return whole, lines

    def groups(self) -> "QuerySet[CommentGroup]":
        return self.consultation.groups.order_by("title")
