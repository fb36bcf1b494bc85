"""Bringing the engines into step: draining the changes, rebuilding, comparing."""

import datetime
import logging
import time
from collections.abc import Iterable, Iterator
from itertools import accumulate

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from search import dictionary, entries, tallies
from search.engines import Document, EngineUnavailable, EntriesRefused, IndexMissing, get_engine
from search.models import Entry, IndexChange, Term

log = logging.getLogger(__name__)
BATCH = 500
MOST_CHARACTERS = 20_000_000  # of the entries that are given to an engine at once, unless there is one alone
READ_AT_ONCE = 50  # entries, while all are read: each may hold the text of long files
MANY = 1_000  # changes, from which on building anew is quicker
# A transaction may commit this long after it wrote its change; such rows are left for the worker.
LONGEST_TRANSACTION = datetime.timedelta(minutes=10)
LONGEST_PAUSE = datetime.timedelta(hours=1)
IDLE_LOOK_SECONDS = 60.0
_looked_after: dict[str, float] = {}


def document(entry: Entry) -> Document:
    """Make the document of an entry; the one builder for "this one" and for "all"."""
    day = entry.published_on or entry.changed_at.date()
    return Document(
        id=entry.pk,
        version=entry.version,
        kind=entry.kind,
        policy_field=entry.policy_field.slug if entry.policy_field else "",
        unit=entry.unit.code if entry.unit else "",
        year=day.year,
        published_on=day,
        title=entry.title,
        text=f"{entry.summary}\n{entry.text}",
        outdated=entry.outdated,
        headings=entry.headings,
        labels=tuple(entry.labels),
    )


def drain() -> int:
    """Give each engine the changes that wait for it; an engine that is away keeps its queue."""
    dictionary.refresh()
    done = 0
    for name in entries.engines_in_use():
        try:
            done += _drain_engine(name)
        except Exception:
            log.exception("search: engine %s could not be brought into step", name)
    return done


def _drain_engine(name: str) -> int:
    changes = _portion(list(IndexChange.objects.due(name)[:BATCH]))
    if not changes and time.monotonic() < _looked_after.get(name, 0.0):
        return 0
    _looked_after[name] = time.monotonic() + IDLE_LOOK_SECONDS  # also without a change a lost index is noticed
    found = {
        entry.pk: entry for entry in Entry.objects.with_names().filter(pk__in=[change.entry_id for change in changes])
    }
    refused: set[int] = set()
    try:
        get_engine(name).apply(
            [document(entry) for entry in found.values() if entry.is_public],
            {entry.pk: entry.version for entry in found.values() if not entry.is_public},
        )
    except IndexMissing as error:
        log.warning("search: the index of %s is missing and is built anew: %s", name, error)
        return _rebuild_if_possible(name)
    except EngineUnavailable as error:
        log.warning("search: engine %s is away, changes wait: %s", name, error)
        return 0
    except EntriesRefused as error:
        log.error("search: engine %s: %s", name, error)
        refused = error.ids
    _postpone([change for change in changes if change.entry_id in refused])
    taken = [change for change in changes if change.entry_id not in refused]
    conditions = [Q(pk=change.pk, version__lte=found[change.entry_id].version) for change in taken]
    for start in range(0, len(conditions), 100):
        IndexChange.objects.filter(_any(conditions[start : start + 100])).delete()
    return len(taken)


def _portion(changes: list[IndexChange]) -> list[IndexChange]:
    """Return the first of the changes, as many as are held in memory with ease, and one at least."""
    keys = [change.entry_id for change in changes]
    lengths = dict(Entry.objects.filter(pk__in=keys).values_list("pk", Length("text"))) if keys else {}
    so_far = accumulate(lengths.get(key, 0) for key in keys)
    fitting = sum(size <= MOST_CHARACTERS for size in so_far)
    return changes[: max(fitting, 1)]


def _postpone(changes: list[IndexChange]) -> None:
    """Let what an engine refused wait, twice as long each time, so that the rest passes by."""
    for change in changes:
        pause = min(datetime.timedelta(minutes=2**change.attempts), LONGEST_PAUSE)
        IndexChange.objects.filter(pk=change.pk, version=change.version).update(
            attempts=change.attempts + 1, due_at=timezone.now() + pause
        )


def _rebuild_if_possible(name: str) -> int:
    try:
        return rebuild(name)
    except EngineUnavailable as error:
        log.warning("search: the index of %s cannot be built: %s", name, error)
        return 0


def _any(conditions: Iterable[Q]) -> Q:
    joined = Q()
    for condition in conditions:
        joined |= condition
    return joined


def public_documents() -> Iterator[Document]:
    for entry in Entry.objects.public().with_names().order_by("pk").iterator(chunk_size=READ_AT_ONCE):
        yield document(entry)


def rebuild(name: str) -> int:
    """Build the index of an engine anew beside the live one, swap, and return the number of documents.

    What changed while it was built may have gone into the old index alone and is queued once more, in rows of its own:
    a drain that is under way deletes only the rows that it read.
    """
    started = timezone.now()
    dictionary.refresh()
    count = get_engine(name).rebuild(public_documents())
    late = started - LONGEST_TRANSACTION
    with transaction.atomic():
        IndexChange.objects.filter(engine=name, due_at__lt=started, entry__changed_at__lt=late).delete()
        entries.queue_afresh(Entry.objects.filter(changed_at__gte=late), [name])
        # A term of the staff that came meanwhile may have been taught to the old index, or to half of it: a worker that
        # is at it sees a later change and begins anew.
        Term.objects.filter(changed_at__gte=started).update(indexed_at=None, changed_at=timezone.now())
    return count


def drain_whole() -> None:
    """Drain until nothing more can be done now."""
    while drain():
        pass


def reconcile() -> int:
    """Compare pages with entries and entries with engines, mend what differs, return how much that was."""
    return compare()[0]


def compare() -> tuple[int, list[str]]:
    """Do what `reconcile` does, and return also the names of the engines that were away."""
    mended = sum(_reconcile_source(source) for source in entries.sources.values()) + tallies.recount()
    away = []
    # An engine that comes back into use is compared before it is asked for the first time.
    IndexChange.objects.exclude(engine__in=entries.engines_in_use()).delete()
    for name in entries.engines_in_use():
        try:
            mended += _reconcile_engine(name)
        except EngineUnavailable as error:
            log.warning("search: engine %s could not be compared: %s", name, error)
            away.append(name)
        except Exception:
            log.exception("search: engine %s could not be compared", name)
            away.append(name)
    if mended:
        log.warning("search: %s entries were out of step", mended)
    return mended, away


def _reconcile_source(source: entries.Source) -> int:
    """Mend the entries of one source: missing, left over, or older than what was published last."""
    shown = Entry.objects.public().filter(source=source.name)
    public: QuerySet = source.public()
    leftover = list(shown.exclude(source_id__in=public.values("pk")).values_list("source_id", flat=True))
    for pk in leftover:
        entries.withdraw(source.model, pk)
    wanted = set(public.exclude(pk__in=shown.values("source_id")).values_list("pk", flat=True)) | _stale(source)
    return len(leftover) + sum(_put_again(source, pk) for pk in sorted(wanted))


def _stale(source: entries.Source) -> set[int]:
    """Return what was published after its entry was made: a process may have died between the two."""
    if not any(field.name == "last_published_at" for field in source.model._meta.get_fields()):
        return set()
    older = Entry.objects.public().filter(
        source=source.name, source_id=OuterRef("pk"), changed_at__lt=OuterRef("last_published_at")
    )
    return set(source.public().filter(Exists(older)).values_list("pk", flat=True))


def _put_again(source: entries.Source, pk: int) -> int:
    """Renew one entry; one page that cannot be read does not keep the others out of step."""
    try:
        return int(entries.put_row(source, pk))
    except Exception:
        log.exception("search: the entry of %s %s could not be made", source.name, pk)
        return 0


def _reconcile_engine(name: str) -> int:
    """Mend one engine; an index that cannot be read (lost, damaged, of an older format) is built anew."""
    try:
        indexed = get_engine(name).versions()
    except IndexMissing as error:
        log.warning("search: the index of %s is missing and is built anew: %s", name, error)
        return rebuild(name)
    wanted = dict(Entry.objects.public().values_list("pk", "version"))
    waiting = set(IndexChange.objects.filter(engine=name).values_list("entry_id", flat=True))
    wrong = {pk for pk, version in wanted.items() if indexed.get(pk) != version} | (indexed.keys() - wanted.keys())
    unqueued = wrong - waiting
    if len(unqueued) > max(MANY, len(wanted) // 2):
        log.warning("search: the index of %s lacks most of the entries and is built anew", name)
        return rebuild(name)
    known: set[int] = set()
    ordered = sorted(unqueued)
    for start in range(0, len(ordered), BATCH):
        some = Entry.objects.filter(pk__in=ordered[start : start + BATCH])
        known.update(entry.pk for entry in entries.queue(some, [name]))
    if unknown := unqueued - known:
        get_engine(name).apply([], {pk: indexed[pk] for pk in unknown})
    return len(unqueued)
