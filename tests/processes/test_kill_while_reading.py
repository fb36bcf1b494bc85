"""kill -9 of the worker in the middle of reading a file: the file is read by the next one, and found."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from base.models import DocumentText, PortalDocument, TextState
from inspection.models import ConclusionFile
from search import finding
from search.engines import SearchQuery
from search.models import IndexChange
from tests.inspection.conclusions import conclusion
from tests.processes.running import Portal, wait_until
from tests.uploads import samples

pytestmark = pytest.mark.processes


def test_a_worker_killed_while_it_reads_loses_no_text(portal: Portal) -> None:
    content = ContentFile(samples.pdf("Truy thu phu cap doc hai to say", pages=60), "ket-luan.pdf")
    document = PortalDocument.objects.create(title="Kết luận", file=content)
    page = conclusion(parts={"conclusion_files": [ConclusionFile(document=document)]})
    for attempt in (1, 2):
        portal.start_worker()
        wait_until(lambda times=attempt: _attempts() == times, 60, "nobody reads the file")  # type: ignore[misc]
        portal.kill("worker")
        assert DocumentText.objects.get().state == TextState.WAITING, "the kill came too late"
        DocumentText.objects.update(leased_until=timezone.now() - datetime.timedelta(seconds=1))
    portal.start_worker()
    wait_until(lambda: not DocumentText.objects.waiting().exists(), 90, "the file waits for ever")
    wait_until(lambda: not IndexChange.objects.exists(), 60, "its entry waits for ever")
    assert (DocumentText.objects.get().pages, DocumentText.objects.get().note) == (60, "")
    assert page.pk in [card["source_id"] for card in finding.find(SearchQuery("phu cap doc hai to say")).cards]


def _attempts() -> int:
    return DocumentText.objects.get().attempts
