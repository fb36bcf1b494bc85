"""The preview of an import: what was read of a file and what is doubted, before anything is saved."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from consultation.admin.drafts_pages import import_for
from consultation.importing.corrections import Reading, reading
from consultation.importing.stretches import MOST_ARTICLES, Stretch, counted, stretch_of, stretches
from consultation.models import DraftImport
from consultation.structure.doubts import Doubt, DoubtKind
from consultation.structure.labels import named
from consultation.structure.lines import ROLE_LABELS, ReadLine, Role
from consultation.structure.nodes import Level

DOUBTS_A_PAGE = 40
LONGEST_WORDS = 4_000  # of a line in a stretch; the whole is on the line's own screen
LONGEST_END = 160
TELLS_OF_LINE_ABOVE = frozenset({DoubtKind.JOINED, DoubtKind.MAYBE_BROKEN, DoubtKind.ARTICLE_IN_LINE})
NOT_BY_A_WORD = frozenset({DoubtKind.NO_TITLE})


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as a screen shows it; `digest` goes along with every correction."""

    at: int
    line: ReadLine
    digest: str
    doubts: tuple[Doubt, ...] = ()
    above: str = ""  # the end of the line above, told where a line may be the rest of it

    @property
    def is_what(self) -> str:
        return what_is(self.line)

    @property
    def words(self) -> str:
        whole = self.line.whole
        return whole if len(whole) <= LONGEST_WORDS else f"{whole[:LONGEST_WORDS]} …"

    @property
    def can_confirm(self) -> bool:
        return any(doubt.kind not in NOT_BY_A_WORD for doubt in self.doubts)

    @property
    def can_join(self) -> bool:
        return any(doubt.kind is DoubtKind.MAYBE_BROKEN for doubt in self.doubts)

    @property
    def style(self) -> str:
        return self.line.level.value if self.line.level else self.line.role.value


def what_is(line: ReadLine) -> str:
    """Return what a line is, in one word or a few."""
    return named(line.level, "") if line.level else ROLE_LABELS[line.role].partition(" (")[0]


def shown(now: Reading, at: int, doubts: tuple[Doubt, ...] = ()) -> Shown:
    """Return a line for a screen."""
    above = ""
    if TELLS_OF_LINE_ABOVE & {doubt.kind for doubt in doubts}:
        above = next((line.whole for line in reversed(now.lines[:at]) if line.role is not Role.DROPPED), "")
    if len(above) > LONGEST_END:
        above = f"… {above[-LONGEST_END:].partition(' ')[2]}"
    return Shown(at, now.lines[at], now.digest(at), doubts, above)


@require_safe
def overview(request: HttpRequest, consultation: int, pk: int) -> HttpResponse:
    """Show what was read: how much of each level, the doubts first, then the outline."""
    draft = import_for(request, consultation, pk)
    if draft.document is not None:
        return redirect("drafts_admin:document", consultation, draft.document.pk)
    now = reading(draft)
    doubts = now.doubts()
    doubted = _by_line(now, doubts)
    first = _number(request.GET.get("tu"), len(doubted))
    parts = stretches(now.lines, doubts)
    return TemplateResponse(
        request,
        "consultation/admin/drafts/overview.html",
        context_of(draft, now)
        | {
            "doubts": len(doubts),
            "doubted": [(stretch_of(parts, each.at), each) for each in doubted[first : first + DOUBTS_A_PAGE]],
            "first_doubt": first + 1,
            "last_doubt": min(first + DOUBTS_A_PAGE, len(doubted)),
            "doubted_lines": len(doubted),
            "next_doubts": first + DOUBTS_A_PAGE if first + DOUBTS_A_PAGE < len(doubted) else None,
            "previous_doubts": max(first - DOUBTS_A_PAGE, 0) if first else None,
            "stretches": parts,
            "tells_articles": sum(len(part.articles) for part in parts) <= MOST_ARTICLES,
            "counts": counted(now.lines),
            "dropped": sum(line.role is Role.DROPPED for line in now.lines),
            "title": now.document().title,
        },
    )


@require_safe
def stretch(request: HttpRequest, consultation: int, pk: int, ordinal: int) -> HttpResponse:
    """Show the lines of one stretch, each with what it was taken for."""
    draft = import_for(request, consultation, pk)
    if draft.document is not None:
        return redirect("drafts_admin:document", consultation, draft.document.pk)
    now = reading(draft)
    doubts = now.doubts()
    parts = stretches(now.lines, doubts)
    if ordinal >= len(parts):
        raise Http404
    part: Stretch = parts[ordinal]
    by_line: dict[int, tuple[Doubt, ...]] = {}
    for doubt in doubts:
        by_line[doubt.index] = (*by_line.get(doubt.index, ()), doubt)
    return TemplateResponse(
        request,
        "consultation/admin/drafts/stretch.html",
        context_of(draft, now)
        | {
            "part": part,
            "rows": [shown(now, at, by_line.get(at, ())) for at in range(part.start, part.end)],
            "before": parts[ordinal - 1] if ordinal else None,
            "behind": parts[ordinal + 1] if ordinal + 1 < len(parts) else None,
            "provision": Role.PROVISION,
            "article": Level.ARTICLE,
        },
    )


def context_of(draft: DraftImport, now: Reading) -> dict[str, Any]:
    """Return what every screen of an import shows."""
    return {
        "page": draft.consultation,
        "draft": draft,
        "last": now.last,
        "corrections": len(draft.corrections),
    }


def _by_line(now: Reading, doubts: list[Doubt]) -> list[Shown]:
    """Return the doubtful lines, each with all that is doubted of it."""
    found: dict[int, list[Doubt]] = {}
    for doubt in doubts:
        found.setdefault(doubt.index, []).append(doubt)
    return [shown(now, at, tuple(of_line)) for at, of_line in found.items()]


def _number(given: str | None, below: int) -> int:
    number = int(given) if given and given.isascii() and given.isdigit() and len(given) < 7 else 0
    return number if number < below else 0
