"""Figures for Prometheus, counts and ages only; each room registers its own.

Everything is read from the database when it is asked for, so any web process gives the same figures. How many requests
were served is the web server's to tell (nginx, or granian's `--metrics`).
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Min
from django.utils import timezone

from base.models import Heartbeat, OutboxMessage

Label = tuple[str, str] | tuple[()]
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Metric:
    """A gauge with a value for each label (name, value), or for () when it has none."""

    name: str
    help: str
    values: dict[Label, float]


Read = Callable[[], Iterable[Metric]]
_readers: list[Read] = []


def register(read: Read) -> Read:
    """Register a function that gives metrics; nothing of a person may be in a name, a label or a value."""
    _readers.append(read)
    return read


def exposition() -> str:
    """Return every metric in Prometheus' text format."""
    return "".join(_written(metric) for read in _readers for metric in read())


def _written(metric: Metric) -> str:
    lines = [f"# HELP {metric.name} {metric.help}", f"# TYPE {metric.name} gauge"]
    for label, value in metric.values.items():
        lines.append(
            f"{metric.name}{_label(label)} {value:g}" if value < 1e6 else f"{metric.name}{_label(label)} {value:.0f}"
        )
    return "\n".join(lines) + "\n"


def _label(label: Label) -> str:
    if not label:
        return ""
    escaped = label[1].replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'{{{label[0]}="{escaped}"}}'


@register
def outbox() -> Iterator[Metric]:
    rows = list(OutboxMessage.objects.waiting().values("topic").annotate(count=Count("pk"), since=Min("created_at")))
    now = timezone.now()
    yield Metric("portal_outbox_waiting", "Letters that wait", {("topic", row["topic"]): row["count"] for row in rows})
    yield Metric(
        "portal_outbox_oldest_seconds",
        "Age of the oldest letter",
        {("topic", row["topic"]): _seconds(now - row["since"]) for row in rows},
    )
    yield Metric("portal_outbox_stuck", "Letters that failed five times", {(): OutboxMessage.objects.stuck().count()})


@register
def heartbeats() -> Iterator[Metric]:
    now = timezone.now()
    ages: dict[Label, float] = {("name", beat.name): _seconds(now - beat.beat_at) for beat in Heartbeat.objects.all()}
    yield Metric("portal_heartbeat_age_seconds", "How long ago the worker and a backup were seen", ages)


@register
def disk() -> Iterator[Metric]:
    free = shutil.disk_usage(settings.DATA_DIR).free
    yield Metric("portal_data_free_bytes", "Bytes free in the data folder", {(): free})


def _seconds(age: timedelta) -> float:
    return max(0.0, age.total_seconds())
