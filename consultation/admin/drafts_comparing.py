"""The table "Đối chiếu" of a text: what became of every provision of the published one, least sure first."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from base.refusals import Refusal
from base.slow_views import opens_transactions_itself
from consultation import lineage, versions
from consultation.admin.drafts_pages import document_for
from consultation.comparing.differences import Row as Beside
from consultation.comparing.differences import side_by_side
from consultation.comparing.following import follow
from consultation.comparing.keys import Placed, named, placed
from consultation.comparing.links import LABELS, Kind, Link, fates
from consultation.models import DraftDocument

ROWS_A_PAGE = 40
UNSURE = 0.75  # below that a row says so
CHANGES = (Kind.DROPPED, Kind.NEW, Kind.SPLIT, Kind.MERGED, Kind.RENUMBERED, Kind.CHANGED)
WITH_COMMENTS = "gop-y"


@dataclass(frozen=True, slots=True)
class Both:
    """Both texts with their addresses, the links between them, and how many comments hang on each old address."""

    document: DraftDocument
    old: dict[str, Placed]
    new: dict[str, Placed]
    links: list[Link]
    comments: dict[str, int]

    def comments_of(self, link: Link) -> int:
        return sum(self.comments.get(key, 0) for key in link.old)


@dataclass(frozen=True, slots=True)
class Row:
    """A link as the screen shows it."""

    link: Link
    label: str
    old: list[str]
    new: list[str]
    comments: int
    goes_to: str
    mark: str
    headings: tuple[Beside, ...]
    words: tuple[Beside, ...]
    is_beside: bool

    @property
    def percent(self) -> int:
        return round(self.link.confidence * 100)

    @property
    def is_unsure(self) -> bool:
        return self.link.confidence < UNSURE

    @property
    def first_old(self) -> str:
        return self.link.old[0] if self.link.old else ""

    @property
    def first_new(self) -> str:
        return self.link.new[0] if self.link.new and not self.link.old else ""


def both_of(document: DraftDocument) -> Both:
    """Return a document beside the one before it; seven queries, whatever their length."""
    previous = document.previous
    return Both(
        document,
        placed(versions.tree(previous)) if previous else {},
        placed(versions.tree(document)),
        versions.links(document),
        lineage.comments_by_key(previous) if previous else {},
    )


def row_of(both: Both, link: Link, with_words: bool = True) -> Row:
    """Return a link for a screen."""
    goes_to = mark = ""
    comments = both.comments_of(link)
    if link.kind == Kind.DROPPED and comments:
        place = follow(fates(both.links), both.old, link.old[0])
        goes_to, mark = named(both.new, place.keys[0]), place.mark
    olds, news = [both.old[key].node for key in link.old], [both.new[key].node for key in link.new]
    headings: tuple[Beside, ...] = ()
    words: tuple[Beside, ...] = ()
    if with_words:
        headings = side_by_side(*("\n".join(node.heading for node in nodes) for nodes in (olds, news)))
        words = side_by_side(*("\n".join(node.text for node in nodes) for nodes in (olds, news)))
    return Row(
        link,
        LABELS[link.kind],
        [_capital(named(both.old, key)) for key in link.old],
        [_capital(named(both.new, key)) for key in link.new],
        comments,
        goes_to,
        mark,
        headings,
        words,
        with_words,
    )


@require_safe
def compared(request: HttpRequest, consultation: int, pk: int) -> HttpResponse:
    """Show the links, one kind of them or all that is not as it was."""
    document = document_for(request, consultation, pk)
    if document.previous is None:
        if lineage.is_outdated(document):
            return TemplateResponse(request, "consultation/admin/drafts/outdated.html", _about(document))
        return redirect("drafts_admin:document", consultation, pk)
    both = both_of(document)
    chosen = request.GET.get("loai", "")
    found = _chosen(both, chosen)
    start = _number(request.GET.get("tu"), len(found))
    return TemplateResponse(
        request,
        "consultation/admin/drafts/compared.html",
        _about(document)
        | {
            "rows": [row_of(both, link, with_words=chosen != Kind.SAME) for link in found[start : start + ROWS_A_PAGE]],
            "found": len(found),
            "first": start + 1,
            "last": min(start + ROWS_A_PAGE, len(found)),
            "next": start + ROWS_A_PAGE if start + ROWS_A_PAGE < len(found) else None,
            "previous": max(start - ROWS_A_PAGE, 0) if start else None,
            "tabs": _tabs(both),
            "chosen": chosen,
            "digest": lineage.digest(both.links),
            "comments": sum(both.comments.values()),
            "unsure": sum(link.confidence < UNSURE for link in both.links),
        },
    )


@opens_transactions_itself
@require_POST
def compare_anew(request: HttpRequest, consultation: int, pk: int) -> HttpResponse:
    """Propose the links anew, against the newest published text."""
    document = document_for(request, consultation, pk)
    try:
        lineage.compare_anew(document)
        messages.success(request, "Đã đối chiếu lại với bản công bố mới nhất.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("drafts_admin:compared", consultation, pk)


@require_POST
def confirm(request: HttpRequest, consultation: int, pk: int) -> HttpResponse:
    """Take the links as they are shown."""
    document = document_for(request, consultation, pk)
    try:
        lineage.confirm(document, request.POST.get("digest", ""), request.user)  # type: ignore[arg-type]
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("drafts_admin:compared", consultation, pk)
    messages.success(request, "Đã xác nhận bảng đối chiếu. Nay có thể đặt làm bản công bố.")
    return redirect("drafts_admin:document", consultation, pk)


def _about(document: DraftDocument) -> dict[str, Any]:
    return {
        "page": document.consultation,
        "document": document,
        "is_published": document.ordinal is not None,
        "is_outdated": lineage.is_outdated(document),
        "newest": versions.newest_published(document.consultation_id),
    }


def _chosen(both: Both, chosen: str) -> list[Link]:
    """Return the links of one tab, the least sure first."""
    order = {kind: place for place, kind in enumerate((*CHANGES, Kind.SAME))}
    if chosen == WITH_COMMENTS:
        found = [link for link in both.links if link.kind in CHANGES and both.comments_of(link)]
    elif chosen in [*CHANGES, Kind.SAME]:
        found = [link for link in both.links if link.kind == chosen]
    else:
        found = [link for link in both.links if link.kind in CHANGES]
    return found if chosen == Kind.SAME else sorted(found, key=lambda link: (link.confidence, order[link.kind]))


def _tabs(both: Both) -> list[tuple[str, str, int]]:
    """Return address, label and number of each tab."""
    tabs = [("", "Mọi thay đổi", len(_chosen(both, "")))]
    tabs += [(kind.value, LABELS[kind], len(_chosen(both, kind))) for kind in (*CHANGES, Kind.SAME)]
    tabs.insert(1, (WITH_COMMENTS, "Thay đổi có góp ý", len(_chosen(both, WITH_COMMENTS))))
    return tabs


def _number(given: str | None, below: int) -> int:
    number = int(given) if given and given.isascii() and given.isdigit() and len(given) < 7 else 0
    return number if number < below else 0


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
