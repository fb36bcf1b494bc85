"""Reading the text inside public files: whether files wait too long, or ended the worker that read them."""

import datetime
from collections.abc import Iterator

from django.utils import timezone

from base.health import Finding, look, ok, register, wrong
from base.health.running import told
from base.models import DocumentText

# One file may take four minutes, and an import brings many: only what waits longer is told.
LATE = datetime.timedelta(hours=1)


@register("texts of files")
def texts() -> Iterator[Finding]:
    now = timezone.now()
    waiting = DocumentText.objects.waiting()
    tried = waiting.due().filter(attempts__gt=0).order_by("pk")
    if again := list(tried.values_list("pk", flat=True)[:5]):
        numbers = ", ".join(map(str, again))
        yield look(
            f"the worker ended while it read documents {numbers}",
            "They are tried three times, then told as too heavy; look at the worker's log and its memory.",
        )
    asked_at = waiting.order_by("asked_at").values_list("asked_at", flat=True).first()
    count = waiting.count()
    if asked_at is None or now - asked_at <= LATE:
        yield ok(f"{count} wait")
    elif DocumentText.objects.filter(extracted_at__gt=now - LATE).exists():
        yield look(f"{count} wait, the oldest for {told(now - asked_at)}", "Many came at once; they are being read.")
    else:
        yield wrong(
            f"{count} wait, the oldest for {told(now - asked_at)}, and none was read for {told(LATE)}",
            "Look at `worker`: its log says what it does.",
        )
