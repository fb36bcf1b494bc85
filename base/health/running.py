"""What must be going on: the worker's rounds, letters that leave, backups."""

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from base.health import Finding, look, ok, register, wrong
from base.models.heartbeat import BACKUP, WORKER, Heartbeat
from base.models.outbox import OutboxMessage

# Fifty letters to a mail server that does not answer, or a new index of a million entries, take some minutes.
SILENT = datetime.timedelta(minutes=10)
LETTERS_LATE = datetime.timedelta(minutes=15)
BACKUP_OLD = datetime.timedelta(days=2)


def told(age: datetime.timedelta) -> str:
    """Return an age as people say it: 40 s, 12 min, 5 h, 3 days."""
    seconds = max(0, int(age.total_seconds()))
    for size, name in ((86_400, "days"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {name}"
    return f"{seconds} s"


@register("worker")
def worker() -> Finding:
    age = Heartbeat.age_of(WORKER)
    do = "Start it: `systemctl start doi-thoai-worker` or `docker compose up -d worker`; its log says why it ended."
    if age is None:
        return wrong("it has never run", do)
    if age > SILENT:
        return wrong(f"no sign of life for {told(age)}", do)
    return ok(f"sign of life {told(age)} ago")


@register("letters")
def letters() -> Iterator[Finding]:
    stuck = OutboxMessage.objects.stuck().count()
    if stuck:
        errors = sorted(set(OutboxMessage.objects.stuck().values_list("last_error", flat=True)))
        yield wrong(
            f"{stuck} failed five times or more ({', '.join(errors)})",
            "Mend what `mail` says; they are tried again by themselves, at the latest after six hours.",
        )
    waiting = OutboxMessage.objects.waiting().filter(attempts__lt=5)
    oldest = waiting.order_by("created_at").values_list("created_at", flat=True).first()
    if oldest is not None and timezone.now() - oldest > LETTERS_LATE:
        yield look(f"the oldest waits for {told(timezone.now() - oldest)}", "Look at `worker` and `mail`.")
    elif not stuck:
        yield ok(f"{waiting.count()} wait, none is stuck")


@register("backup")
def backup() -> Finding:
    age = Heartbeat.age_of(BACKUP)
    do = "Run `manage.py backup FOLDER` every night (docs/installing.md, Backups), and try a restore."
    if age is None:
        return look("`manage.py backup` has never ended here", do)
    if age > BACKUP_OLD:
        return (wrong if settings.PRODUCTION else look)(f"the last is {told(age)} old", do)
    return ok(f"the last is {told(age)} old")
