"""The machine under the portal: room on the disk, the right to write, the clock."""

import datetime
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from base.health import Finding, look, ok, register, wrong
from base.models.heartbeat import Heartbeat

SCARCE_BYTES = 500_000_000
LITTLE_BYTES = 2_000_000_000
SKEW = datetime.timedelta(seconds=30)
OF_VIETNAM = datetime.timedelta(hours=7)


@register("disk")
def disk() -> Iterator[Finding]:
    for folder in dict.fromkeys((settings.DATA_DIR, Path(settings.MEDIA_ROOT))):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"ok")
        except OSError as error:
            yield wrong(
                f"{folder} cannot be written: {error.strerror}",
                "Give it to the user that the portal runs as: chown -R portal: FOLDER.",
            )
    free = shutil.disk_usage(settings.DATA_DIR).free
    says = f"{free / 1e9:.1f} GB free in {settings.DATA_DIR}"
    if free < SCARCE_BYTES:
        yield wrong(says, "Make room at once: remove old backups and logs, or enlarge the disk.")
    elif free < LITTLE_BYTES:
        yield look(says, "Make room soon: remove old backups and logs, or enlarge the disk.")
    else:
        yield ok(says)


@register("clock")
def clock() -> Iterator[Finding]:
    """Compare this machine's clock with the database server's and the worker's; deadlines count on it."""
    here = timezone.localtime()
    if here.utcoffset() != OF_VIETNAM:
        yield wrong(
            f"the time zone is {settings.TIME_ZONE}, {here:%z}", "Install the time zones: apt-get install tzdata."
        )
    skew = _skew()
    if skew > SKEW:
        yield wrong(
            f"this clock and another machine's differ by {skew.total_seconds():.0f} s",
            "Turn time synchronisation on, on both: timedatectl set-ntp true.",
        )
    else:
        yield ok(f"{here:%d/%m/%Y %H:%M:%S %z}")


def _skew() -> datetime.timedelta:
    """Return how far the database server is off; where there is none, how far ahead the last signs of life are."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (there,) = cursor.fetchone()
        return abs(there - timezone.now())
    ahead = [beat.beat_at - timezone.now() for beat in Heartbeat.objects.all()]
    return max([datetime.timedelta(), *ahead])
