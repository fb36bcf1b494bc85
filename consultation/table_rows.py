"""The words of the rows of the official table: who spoke, what they said, what they are told.

What is not public is counted and answered; its words and its contributor's name stay out of the table.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q

from base.money import grouped
from casework.models import SenderType
from consultation.models import Comment, Reception

if TYPE_CHECKING:
    from consultation.table import Planned

MOST_ORGANISATIONS = 30
NAMED_PERSONS = 2
FEW_PERSONS = 5  # so many are all named
MOST_TEXTS = 10  # different texts of a group; what more there is has its title
NOT_PUBLIC = "[Không công khai: {reason}]"
NOT_YET_PUBLIC = "[Chưa công khai: chờ kiểm duyệt]"
LATE = "(đến sau khi hết hạn góp ý)"
UNANSWERED = "Chưa có nội dung tiếp thu, giải trình"


@dataclass(slots=True)
class Row:
    """A row as it is read: `begins` says that its first column is printed; `texts` are what was said, in order."""

    name: str
    heading: str
    group_title: str
    count: int
    contributors: str
    texts: list[str]
    more_texts: int
    kind: str
    kind_label: str
    explanation: str
    begins: bool = field(default=True)

    @property
    def said(self) -> str:
        """Return the third column as plain text: the group's title and count, then the different texts."""
        lines = list(self.texts)
        if self.group_title:
            count = f"{self.group_title} ({grouped(self.count)} góp ý)"
            lines = [count, *(f"– {line}" for line in lines)]
            if self.more_texts:
                lines.append(f"– và {grouped(self.more_texts)} nội dung tương tự")
        return "\n".join(lines)

    @property
    def count_shown(self) -> str:
        return grouped(self.count)

    @property
    def told(self) -> str:
        """Return the fourth column as plain text."""
        return f"{self.kind_label}. {self.explanation}" if self.kind else UNANSWERED


def filled(planned: "Sequence[Planned]") -> Iterator[Row]:
    """Yield rows with their words; two queries."""
    alone = [row.comment for row in planned if row.comment]
    groups = [row.group for row in planned if row.group]
    wanted = Q(pk__in=alone) | Q(group__in=groups, reception=None)
    comments = (
        Comment.objects.counted()
        .filter(wanted)
        .select_related("contribution")
        .only(
            "content",
            "state",
            "hide_reason",
            "group_id",
            "contribution__shown_as",
            "contribution__contributor_type",
            "contribution__late",
        )
        .order_by("pk")
    )
    by_row: defaultdict[str, list[Comment]] = defaultdict(list)
    own = set(alone)
    for comment in comments:
        by_row[f"g{comment.pk}" if comment.pk in own else f"n{comment.group_id}"].append(comment)
    answers = {
        f"g{each.comment_id}" if each.comment_id else f"n{each.group_id}": each
        for each in Reception.objects.filter(Q(comment__in=alone) | Q(group__in=groups))
    }
    for row in planned:
        yield _row(row, by_row[row.name], answers.get(row.name))


def contributors(comments: Iterable[Comment]) -> str:
    """Return who spoke: organisations by name, then persons; many persons are folded, as those not public are."""
    organisations: dict[str, int] = {}
    persons: Counter[str] = Counter()
    unnamed: Counter[str] = Counter()
    seen: set[int] = set()
    named = sorted(comments, key=lambda comment: not comment.is_public)
    for comment in named:
        contribution = comment.contribution
        if contribution.pk in seen:
            continue
        seen.add(contribution.pk)
        if not comment.is_public:
            unnamed[contribution.get_contributor_type_display()] += 1
        elif contribution.contributor_type == SenderType.INDIVIDUAL:
            persons[contribution.shown_as] += 1
        else:
            organisations.setdefault(contribution.shown_as, 1)
    parts = list(organisations)[:MOST_ORGANISATIONS]
    if len(organisations) > MOST_ORGANISATIONS:
        parts.append(f"{grouped(len(organisations) - MOST_ORGANISATIONS)} cơ quan, tổ chức khác")
    shown = list(persons.items())
    if sum(persons.values()) > FEW_PERSONS:
        shown = shown[:NAMED_PERSONS]
    parts += [f"{name} ({grouped(times)} người)" if times > 1 else name for name, times in shown]
    rest = sum(persons.values()) - sum(times for _, times in shown)
    if not parts:
        return ", ".join(kind if times == 1 else f"{grouped(times)} {kind.lower()}" for kind, times in unnamed.items())
    rest += sum(unnamed.values())
    return ", ".join(parts) + (f" và {grouped(rest)} người khác" if rest else "")


def words_of(comment: Comment) -> str:
    """Return what the public may read of a comment."""
    if not comment.is_public:
        reason = comment.get_hide_reason_display()
        return NOT_PUBLIC.format(reason=reason.lower()) if reason else NOT_YET_PUBLIC
    return comment.content.strip()


def _row(planned: "Planned", comments: list[Comment], answer: Reception | None) -> Row:
    texts: dict[str, bool] = {}
    for comment in comments:
        texts[words_of(comment)] = texts.get(words_of(comment), True) and comment.contribution.late
    said = [f"{text} {LATE}" if late else text for text, late in texts.items()]
    return Row(
        name=planned.name,
        heading=planned.heading,
        group_title=planned.title,
        count=len(planned.members),
        contributors=contributors(comments),
        texts=said[:MOST_TEXTS],
        more_texts=max(len(said) - MOST_TEXTS, 0),
        kind=answer.kind if answer else "",
        kind_label=answer.get_kind_display() if answer else "",
        explanation=answer.explanation if answer else "",
    )
