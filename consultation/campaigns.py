"""Letters written beforehand that many sent: found among the comments that are neither grouped nor answered yet."""

from collections import Counter
from dataclasses import dataclass, field

from consultation.comparing.campaigns import campaigns
from consultation.models import Comment, ConsultationPage, DraftDocument
from consultation.models.comments import CommentQuerySet
from search.text import syllables

MOST_SHOWN = 30
TITLE_LENGTH = 120


@dataclass(slots=True)
class Proposal:
    """One letter: a comment with its commonest wording, those with just that, and those that are nearly so."""

    typical: Comment
    same: list[int]
    near: list[Comment] = field(default_factory=list)
    more_near: int = 0

    @property
    def title(self) -> str:
        return title_of(self.typical.content)


def free(consultation: ConsultationPage) -> CommentQuerySet:
    """Return the comments that may be put into a new group."""
    return Comment.objects.counted().filter(consultation=consultation, group=None, reception=None)


def proposals(consultation: ConsultationPage) -> list[Proposal]:
    """Return the letters found, the one that came most often first; each is compared once."""
    texts = dict(free(consultation).order_by("pk").values_list("pk", "content"))
    found = campaigns(texts.items(), _words_of(consultation.current_document))[:MOST_SHOWN]
    same = {each.typical: _same(texts, each.members, each.typical) for each in found}
    near = {each.typical: [pk for pk in each.members if pk not in set(same[each.typical])] for each in found}
    wanted = [*same, *(pk for pks in near.values() for pk in pks[:MOST_SHOWN])]
    comments = Comment.objects.select_related("contribution").in_bulk(wanted)
    return [
        Proposal(
            comments[typical],
            same[typical],
            [comments[pk] for pk in near[typical][:MOST_SHOWN]],
            max(len(near[typical]) - MOST_SHOWN, 0),
        )
        for typical in same
    ]


def identical(consultation: ConsultationPage, typical: Comment) -> list[int]:
    """Return the free comments with the words of one of them, itself among them; blanks and accents do not count."""
    texts = dict(free(consultation).values_list("pk", "content"))
    return _same(texts, texts, typical.pk) if typical.pk in texts else []


def place_of(comments: CommentQuerySet) -> tuple[DraftDocument | None, str]:
    """Return the provision that most of the comments are about."""
    counted = Counter(comments.order_by("pk").values_list("document", "key"))
    if not counted:
        return None, ""
    (document, key), _ = counted.most_common(1)[0]
    return DraftDocument.objects.filter(pk=document).first(), key


def title_of(text: str) -> str:
    """Return the beginning of a letter, as the name of its group."""
    words = " ".join(text.split())
    return words if len(words) <= TITLE_LENGTH else f"{words[:TITLE_LENGTH].rsplit(' ', 1)[0]}…"


def _same(texts: dict[int, str], among: "tuple[int, ...] | dict[int, str]", typical: int) -> list[int]:
    words = syllables(texts[typical])
    return [pk for pk in among if syllables(texts[pk]) == words]


def _words_of(document: DraftDocument | None) -> list[str]:
    return list(document.nodes.exclude(text="").values_list("text", flat=True)) if document else []
