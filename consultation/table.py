"""The table "Bản tổng hợp ý kiến, tiếp thu, giải trình" (domain.md, C.3): which rows it has, in which order.

Every comment that it covers stands in exactly one row: its own, or that of its group. Rows are planned from keys alone
and filled a portion at a time, so that a page of a long table costs little.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from consultation.models import Comment, OutcomeKind, OutcomePage, Reception, ReceptionKind
from consultation.models.comments import CommentQuerySet
from consultation.provisions import Provisions
from consultation.table_rows import Row, filled

OTHER_MATTERS = "Vấn đề khác"
QUESTION = "Câu hỏi: {text}"
PORTION = 200
_OF_ANSWERS = ("reception__kind", "group__reception__kind", "group__title", "group__document", "group__key")


@dataclass(slots=True)
class Planned:
    """A row to be: what it stands under, and the comments it is about."""

    comment: int | None
    group: int | None
    heading: str = ""
    place: tuple[object, ...] = ()
    kind: str = ""
    title: str = ""
    members: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return what an address of a page of the table names the row by: "n12" a group, "g345" a comment."""
        return f"n{self.group}" if self.group else f"g{self.comment}"


class Table:
    """The table of one page of answers; `draft` shows what is not public yet, and what is still unanswered."""

    def __init__(self, page: OutcomePage, *, draft: bool = False) -> None:
        self.page = page
        self.draft = draft
        self.consultation = page.consultation

    @property
    def is_whole(self) -> bool:
        """Tell whether it covers the whole consultation, not a batch of answers."""
        return self.page.kind == OutcomeKind.OUTCOME

    def comments(self) -> CommentQuerySet:
        """Return the comments it covers; whoever took a comment back is answered no more."""
        covered = Comment.objects.counted().filter(consultation=self.consultation)
        answers = Reception.objects.all() if self.draft else Reception.objects.exclude(published_at=None)
        if not self.is_whole:
            answers = answers.filter(page=self.page)
        elif self.draft:
            return covered
        alone = Q(reception__in=answers)
        return covered.filter(alone | Q(group__reception__in=answers, reception=None))

    @cached_property
    def count(self) -> int:
        """Return how many comments it covers (m of the form)."""
        return sum(len(row.members) for row in self.plan)

    @cached_property
    def plan(self) -> list[Planned]:
        """Return all rows in their order: Điều → Khoản → Điểm, answers to the drafter's questions, other matters."""
        texts: defaultdict[int | None, Provisions] = _Texts()
        ordinals = dict(self.consultation.documents.values_list("pk", "ordinal"))
        rows: list[Planned] = []
        groups: dict[int, Planned] = {}
        told = (
            self.comments()
            .order_by("pk")
            .values_list("pk", "document", "key", "question_text", "reception", "group", *_OF_ANSWERS)
        )
        seen: set[int | None] = set()
        questions: dict[int, set[str]] = {}
        for pk, document, key, question, own, group, kind, group_kind, title, group_document, group_key in told:
            if group is None or own is not None:
                row = Planned(pk, None, kind=kind or "", members=[pk])
                self._stand(row, texts[document], key, question, ordinals.get(document))
                rows.append(row)
                seen |= {document} if key else set()
            elif group in groups:
                groups[group].members.append(pk)
                questions[group].add(question)
            else:
                row = groups[group] = Planned(None, group, kind=group_kind or "", title=title, members=[pk])
                self._stand(row, texts[group_document], group_key, "", ordinals.get(group_document))
                rows.append(row)
                questions[group] = {question}
                seen |= {group_document} if group_key else set()
        for group, asked in questions.items():
            if groups[group].heading == OTHER_MATTERS and len(asked) == 1 and "" not in asked:
                self._stand(groups[group], texts[None], "", asked.pop(), None)
        if len(seen) > 1:
            for row in rows:
                _name_version(row)
        return sorted(rows, key=lambda row: (row.place, -len(row.members) if row.group else 0, row.members[0]))

    def _stand(self, row: Planned, text: Provisions, key: str, question: str, ordinal: int | None) -> None:
        if key and key in text:
            row.heading, row.place = text.cited(key), (0, *text.order(key)[:1], ordinal or 0, *text.order(key)[1:])
        elif question:
            row.heading, row.place = QUESTION.format(text=question), (1, question)
        else:
            row.heading, row.place = OTHER_MATTERS, (2,)

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """Yield rows with their words; a fixed number of queries for each 200."""
        plan = self.plan[start:stop]
        before = self.plan[start - 1].heading if start else ""
        for at in range(0, len(plan), PORTION):
            portion = plan[at : at + PORTION]
            for row in filled(portion):
                row.begins = row.heading != before
                before = row.heading
                yield row

    def kinds(self) -> list[tuple[str, int]]:
        """Return how many comments got which kind of answer, every kind named."""
        found: Counter[str] = Counter()
        for row in self.plan:
            found[row.kind] += len(row.members)
        return [(kind.label, found[kind.value]) for kind in ReceptionKind]


class _Texts(defaultdict[int | None, Provisions]):
    """Reads each document once."""

    def __missing__(self, document: int | None) -> Provisions:
        self[document] = Provisions(document)
        return self[document]


def _name_version(row: Planned) -> None:
    if row.place[0] == 0 and row.place[2]:
        row.heading = f"{row.heading} (bản {row.place[2]})"
