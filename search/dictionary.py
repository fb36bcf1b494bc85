"""The staff's terms in every process: effective with the next question, in indexed documents within minutes."""

import datetime
import time
from collections.abc import Iterable

from django.db.models import Count, Max

from search import vocabulary
from search.entries import engines_in_use, queue_afresh
from search.models import Entry, Term
from search.text import syllables
from search.vocabulary import COURTESY, Line

BATCH = 500
PATIENCE = 5.0  # seconds a call walks the archive; letters and other queues wait for it

_Stamp = tuple[int, datetime.datetime | None]
_known: _Stamp = (0, None)
_walked: tuple[frozenset[tuple[int, datetime.datetime]], int] = (frozenset(), 0)


def refresh() -> None:
    """Bring this process's vocabulary into step with the staff's terms; one cheap query when nothing changed."""
    global _known
    found = Term.objects.aggregate(number=Count("pk"), newest=Max("changed_at"))
    stamp = (found["number"], found["newest"])
    if stamp == _known:
        return
    terms = list(Term.objects.all())
    vocabulary.use(
        [line_of(term) for term in terms if term.active], [line_of(term) for term in terms if not term.active]
    )
    _known = stamp


def line_of(term: Term) -> Line:
    """Return a term as a line of the word lists."""
    return Line(term.kind, term.short, term.long, lines(term.others), lines(term.context))


def lines(text: str) -> tuple[str, ...]:
    """Return what stands on the lines of a field, or between its semicolons."""
    return tuple(filter(None, (part.strip() for part in text.replace(";", "\n").splitlines())))


def requeue_documents() -> int:
    """Queue the public entries that a changed term concerns, and return how many were looked at; 0 when none waits.

    It goes on where the last call of this process stopped. Killed, it begins again: queueing twice does no harm, and
    a term counts as known to the index only after the whole archive was walked with it.
    """
    global _walked
    waiting = list(Term.objects.waiting())
    if not waiting:
        return 0
    state = frozenset((term.pk, term.changed_at) for term in waiting)
    after = _walked[1] if _walked[0] == state else 0
    phrases = _phrases(waiting)
    looked_at = 0
    until = time.monotonic() + PATIENCE
    while phrases:
        entries = list(
            Entry.objects.public()
            .filter(pk__gt=after)
            .order_by("pk")
            .only("title", "summary", "text", "version")[:BATCH]
        )
        if not entries:
            break
        queue_afresh([entry for entry in entries if _holds(entry, phrases)], engines_in_use())
        after = entries[-1].pk
        looked_at += len(entries)
        _walked = (state, after)
        if time.monotonic() >= until:
            return looked_at
    for term in waiting:  # a change in between has a later changed_at, and waits on
        Term.objects.filter(pk=term.pk).update(indexed_at=term.changed_at)
    _walked = (frozenset(), 0)
    return looked_at + len(waiting)


def _phrases(terms: Iterable[Term]) -> list[str]:
    """Return the folded writings, in blanks, by which a document is known to be concerned; courtesies change none."""
    writings = {
        " ".join(syllables(writing))
        for line in map(line_of, terms)
        if line.kind != COURTESY
        for writing in (line.short, line.long, *line.others)
    }
    return [f" {writing} " for writing in sorted(writings - {""})]


def _holds(entry: Entry, phrases: list[str]) -> bool:
    text = f" {' '.join(syllables(f'{entry.title} {entry.summary} {entry.text}'))} "
    return any(phrase in text for phrase in phrases)


def retire_writings(before: Term, after: Term) -> None:
    """Keep a line, switched off, of each writing that a term has no more, so that the index is mended of it."""
    kept = {" ".join(syllables(writing)) for writing in (after.short, *lines(after.others))}
    listed = {" ".join(syllables(writing)) for line in vocabulary.shipped() for writing in (line.short, *line.others)}
    for writing in (before.short, *lines(before.others)):
        if " ".join(syllables(writing)) not in kept | listed:
            Term.objects.update_or_create(
                kind=before.kind,
                short=writing[:80],
                long=before.long,
                defaults={"active": False, "note": f"Cách viết đã bỏ của “{after.short}”", "context": "", "others": ""},
            )
