"""Bringing the engines into step: draining the changes, rebuilding, comparing."""

import datetime
import logging
from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet
from django.utils import timezone

from search import entries
from search.engines import Document, EngineUnavailable, get_engine
from search.models import Entry, IndexChange

log = logging.getLogger(__name__)
BATCH = 500
# A transaction may commit this long after it wrote its change; such rows are left for the worker.
LONGEST_TRANSACTION = datetime.timedelta(minutes=10)


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
    )


def drain() -> int:
    """Give each engine the changes that wait for it; an engine that is away keeps its queue."""
    return sum(_drain_engine(name) for name in entries.engines_in_use())


def _drain_engine(name: str) -> int:
    changes = list(IndexChange.objects.filter(engine=name).order_by("pk")[:BATCH])
    if not changes:
        return 0
    found = {
        entry.pk: entry for entry in Entry.objects.with_names().filter(pk__in=[change.entry_id for change in changes])
    }
    public = [entry for entry in found.values() if entry.is_public]
    try:
        get_engine(name).apply(
            [document(entry) for entry in public], [entry.pk for entry in found.values() if not entry.is_public]
        )
    except EngineUnavailable as error:
        log.warning("search: engine %s is away, %s changes wait: %s", name, len(changes), error)
        return 0
    taken = [Q(pk=change.pk, version__lte=found[change.entry_id].version) for change in changes]
    for start in range(0, len(taken), 100):
        IndexChange.objects.filter(_any(taken[start : start + 100])).delete()
    return len(changes)


def _any(conditions: Iterable[Q]) -> Q:
    joined = Q()
    for condition in conditions:
        joined |= condition
    return joined


def public_documents() -> Iterator[Document]:
    for entry in Entry.objects.public().with_names().order_by("pk").iterator(chunk_size=2000):
        yield document(entry)


def rebuild(name: str) -> int:
    """Build the index of an engine anew beside the live one, swap, and return the number of documents."""
    started = timezone.now()
    count = get_engine(name).rebuild(public_documents())
    IndexChange.objects.filter(engine=name, entry__changed_at__lt=started - LONGEST_TRANSACTION).delete()
    return count


def reconcile() -> int:
    """Compare pages with entries and entries with engines, mend what differs, return how much that was."""
    mended = sum(_reconcile_source(source) for source in entries.sources.values())
    for name in entries.engines_in_use():
        try:
            mended += _reconcile_engine(name)
        except EngineUnavailable as error:
            log.warning("search: engine %s could not be compared: %s", name, error)
    if mended:
        log.warning("search: %s entries were out of step", mended)
    return mended


def _reconcile_source(source: entries.Source) -> int:
    shown = Entry.objects.public().filter(source=source.name)
    public: QuerySet = source.public()
    missing = list(public.exclude(pk__in=shown.values("source_id")))
    for instance in missing:
        entries.put(instance)
    leftover = list(shown.exclude(source_id__in=public.values("pk")).values_list("source_id", flat=True))
    for pk in leftover:
        entries.withdraw(source.model, pk)
    return len(missing) + len(leftover)


def _reconcile_engine(name: str) -> int:
    """Mend one engine; an index that cannot be read (lost, damaged, of an older format) is built anew."""
    try:
        indexed = get_engine(name).versions()
    except EngineUnavailable as error:
        log.warning("search: the index of %s cannot be read and is built anew: %s", name, error)
        return rebuild(name)
    wanted = dict(Entry.objects.public().values_list("pk", "version"))
    waiting = set(IndexChange.objects.filter(engine=name).values_list("entry_id", flat=True))
    wrong = {pk for pk, version in wanted.items() if indexed.get(pk) != version} | (indexed.keys() - wanted.keys())
    unqueued = wrong - waiting
    known = Entry.objects.filter(pk__in=unqueued)
    IndexChange.objects.bulk_create(
        [IndexChange(entry=entry, engine=name, version=entry.version) for entry in known], ignore_conflicts=True
    )
    get_engine(name).apply([], unqueued - {entry.pk for entry in known})
    return len(unqueued)
