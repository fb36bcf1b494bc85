"""Keeping the entries: each app that wants to be found registers its model and how an entry of it is made."""

import copy
import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from base.document_texts import texts_of
from search import labels
from search.changes import Change, entries_changed
from search.models import Entry, IndexChange

BATCH = 500
MOST_TEXT = 1_000_000  # characters of an entry, those of its files included


@dataclass(frozen=True, slots=True)
class Content:
    """What the public can find and read of one thing.

    `labels` ("facet:key", made by search.labels.label) are what a list of its kind is narrowed by; `names` says how
    those of them are written that nobody could read. `documents` are the keys of files whose text belongs to it.
    """

    title: str
    summary: str
    text: str
    url: str
    published_on: datetime.date
    policy_field_id: int | None = None
    unit_id: int | None = None
    outdated: bool = False
    headings: str = ""
    labels: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    documents: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A model whose rows can be found: its kind, who of it is public, and how its content is made."""

    model: type[models.Model]
    kind: str
    label: str
    public: Callable[[], "QuerySet[Any]"]
    build: Callable[[Any], Content]

    @property
    def name(self) -> str:
        return self.model._meta.label_lower


COLUMNS = set(Content.__dataclass_fields__) - {"labels", "names", "documents"}
sources: dict[str, Source] = {}


def register(source: Source) -> None:
    sources[source.name] = source


def source_of(model: type[models.Model]) -> Source | None:
    return sources.get(model._meta.label_lower)


def kind_label(kind: str) -> str:
    return next((source.label for source in sources.values() if source.kind == kind), kind)


def engines_in_use() -> list[str]:
    """Return the engine that answers and, if the settings name one, its standby."""
    return list(dict.fromkeys(filter(None, (settings.SEARCH_ENGINE, settings.SEARCH_STANDBY))))


def put(instance: models.Model) -> bool:
    """Make or renew the entry of a public thing, or withdraw what is not public; tell whether anything changed."""
    source = source_of(type(instance))
    return source is not None and put_row(source, instance.pk)


def put_row(source: Source, pk: int) -> bool:
    """Do what `put` does for the thing as it is in the database now: who changes it has done so, or waits."""
    with transaction.atomic():
        public = source.public().select_for_update(no_key=True).filter(pk=pk).first()
        if public is None:
            withdraw(source.model, pk)
            return False
        values = _values([source.build(public)])[0]
        entry, made = Entry.objects.select_for_update().get_or_create(
            source=source.name, source_id=pk, defaults={"kind": source.kind, **values}
        )
        before = None
        if not made:
            if all(getattr(entry, name) == value for name, value in values.items()):
                # It is as new as what was published last: no comparison has to make it again.
                Entry.objects.filter(pk=entry.pk).update(changed_at=timezone.now())
                return False
            before = copy.copy(entry) if entry.is_public else None
            _renew(entry, values)
        queue([entry], engines_in_use())
        entries_changed.send(source.model, changes=[Change(before, entry)])
    return True


def put_many(source: Source, instances: Iterable[models.Model]) -> None:
    """Make the entries of things that have none yet, in few statements (imports)."""
    with transaction.atomic():
        these = list(instances)
        contents = _values([source.build(instance) for instance in these])
        made = Entry.objects.bulk_create(
            [
                Entry(source=source.name, source_id=instance.pk, kind=source.kind, **values)
                for instance, values in zip(these, contents, strict=True)
            ],
            batch_size=BATCH,
        )
        queue(made, engines_in_use())
        entries_changed.send(source.model, changes=[Change(None, entry) for entry in made])


def withdraw(model: type[models.Model], pk: int) -> None:
    """Take an entry out of public sight; its text is blanked at once, the engines follow."""
    source = source_of(model)
    if source is None:
        return
    with transaction.atomic():
        for entry in Entry.objects.select_for_update().filter(source=source.name, source_id=pk, is_public=True):
            Entry.objects.filter(pk=entry.pk).update(
                is_public=False,
                title="",
                summary="",
                headings="",
                text="",
                url="",
                labels=[],
                version=F("version") + 1,
                changed_at=timezone.now(),
            )
            before = copy.copy(entry)
            entry.refresh_from_db()
            queue([entry], engines_in_use())
            entries_changed.send(source.model, changes=[Change(before, None)])


def _values(contents: list[Content]) -> list[dict[str, Any]]:
    """Return the columns of entries; what is kept beside them is seen to."""
    names = {label: name for content in contents for label, name in content.names.items()}
    if names:
        labels.remember(names)
    inside = texts_of({document for content in contents for document in content.documents})
    return [
        {name: getattr(content, name) for name in COLUMNS}
        | {"labels": labels.checked(content.labels), "text": _text(content, inside), "is_public": True}
        for content in contents
    ]


def _text(content: Content, inside: Mapping[int, str]) -> str:
    files = [inside[document] for document in content.documents if inside.get(document)]
    return "\n".join([content.text, *files])[:MOST_TEXT]


def _renew(entry: Entry, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(entry, name, value)
    entry.version += 1
    entry.save()


def queue(changed: Iterable[Entry], engines: Iterable[str]) -> list[Entry]:
    """Let engines take entries as they are now, and return the entries; a newer version takes the older one's place."""
    found = list(changed)
    now = timezone.now()
    IndexChange.objects.bulk_create(
        [
            IndexChange(entry=entry, engine=name, version=entry.version, due_at=now)
            for name in engines
            for entry in found
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["entry", "engine"],
        update_fields=["version", "due_at", "attempts"],
    )
    return found


def queue_afresh(changed: Iterable[Entry], engines: Collection[str]) -> None:
    """Let engines take entries once more, in rows of their own.

    A row that waits already may just be worked on as things were, and would be deleted when that is done.
    """
    found = list(changed)
    with transaction.atomic():
        for start in range(0, len(found), BATCH):
            some = found[start : start + BATCH]
            IndexChange.objects.filter(entry__in=some, engine__in=engines).delete()
            queue(some, engines)
