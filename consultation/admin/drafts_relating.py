"""One row of the table "Đối chiếu" on its own screen, where a drafter says what really became of a provision."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from base.refusals import Refusal
from consultation import lineage
from consultation.admin.drafts_comparing import Both, both_of, row_of
from consultation.admin.drafts_pages import document_for
from consultation.comparing.corrections import Correction, LineageError
from consultation.comparing.keys import Placed, named
from consultation.comparing.links import Kind, Link, fates

BOXES = 2  # empty ones, beside those that are filled
MOST_BOXES = 40
UNKNOWN = "Không có “{typed}” trong {text}. Xin chọn trong danh sách hiện ra khi gõ."
NOTHING = "Xin chọn ít nhất một điều, khoản của bản cũ."
FROM_FILE = {"old": "bản cũ", "new": "bản mới"}


@require_http_methods(["GET", "HEAD", "POST"])
def relate(request: HttpRequest, consultation: int, pk: int) -> HttpResponse:
    """Show what became of an old provision (`cu`), or where a new one (`moi`) comes from; or put it right."""
    document = document_for(request, consultation, pk)
    if document.ordinal is not None or document.previous is None:
        return redirect("drafts_admin:document", consultation, pk)
    both = both_of(document)
    link = _link(both, request.GET.get("cu", ""), request.GET.get("moi", ""))
    typed = _typed(request, both, link)
    problems: list[str] = []
    if request.method == "POST":
        try:
            said = _said(both, link, typed, shared="shared" in request.POST)
            lineage.correct(document, said)
        except LineageError as error:
            problems = error.problems
        except Refusal as refusal:
            problems = [str(refusal)]
        else:
            messages.success(request, "Đã sửa đối chiếu. Xem xong, xin xác nhận bảng đối chiếu.")
            address = reverse("drafts_admin:compared", args=[consultation, pk])
            return redirect(f"{address}?{urlencode({'loai': request.GET.get('loai', '')[:20]})}")
    return TemplateResponse(
        request,
        "consultation/admin/drafts/relate.html",
        {
            "page": document.consultation,
            "document": document,
            "row": row_of(both, link),
            "is_new": not link.old,
            "old_boxes": _boxes(typed["old"]),
            "new_boxes": _boxes(typed["new"]),
            "old_names": _names(both.old),
            "new_names": _names(both.new),
            "shared": request.method == "POST" and "shared" in request.POST,
            "problems": problems,
        },
    )


def _link(both: Both, old: str, new: str) -> Link:
    """Return the link of an old address, or of a new one that comes from nowhere. Raise Http404."""
    for link in both.links:
        if (old and old in link.old) or (new and not link.old and new in link.new):
            return link
    raise Http404


def _typed(request: HttpRequest, both: Both, link: Link) -> dict[str, list[str]]:
    """Return the names in the boxes: as they were typed, or as they are now."""
    if request.method == "POST":
        return {
            name: [box.strip()[:200] for box in request.POST.getlist(name)[:MOST_BOXES] if box.strip()]
            for name in ("old", "new")
        }
    return {"old": [named(both.old, key) for key in link.old], "new": [named(both.new, key) for key in link.new]}


def _said(both: Both, link: Link, typed: dict[str, list[str]], *, shared: bool) -> list[Correction]:
    """Return what the drafter says. Raise LineageError for a name that is in neither text."""
    old, new = _keys(typed["old"], both.old, "old"), _keys(typed["new"], both.new, "new")
    if not link.old:
        # A new provision comes from old ones: it is one more heir of each.
        heirs = fates(both.links)
        return [Correction((key,), tuple(dict.fromkeys((*heirs[key].new, *link.new)))) for key in old] or [
            Correction((), link.new)
        ]
    if not old:
        raise LineageError([NOTHING])
    kind = (Kind.SPLIT if len(new) > 1 else Kind.MERGED) if shared else None
    left = tuple(key for key in link.old if key not in old)
    return [Correction(old, new, kind), *(Correction((key,), ()) for key in left)]


def _keys(typed: Iterable[str], places: Mapping[str, Placed], which: str) -> tuple[str, ...]:
    """Return the addresses of names as _names gives them, whatever their capitals and blanks."""
    known = {_plain(named(places, key)): key for key in places}
    found: dict[str, None] = {}
    problems = []
    for name in typed:
        key = known.get(_plain(name))
        if key is None:
            problems.append(UNKNOWN.format(typed=name, text=FROM_FILE[which]))
        else:
            found[key] = None
    if problems:
        raise LineageError(problems)
    return tuple(found)


def _names(places: Mapping[str, Placed]) -> list[tuple[str, str]]:
    """Return every provision's name with its first words, for a list to choose from."""
    return [(named(places, key), (place.node.heading or place.node.text)[:60]) for key, place in places.items()]


def _boxes(typed: list[str]) -> list[Any]:
    return [*typed, *[""] * BOXES]


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
