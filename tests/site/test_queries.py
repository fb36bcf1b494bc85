"""An answer page costs at most 6 queries, a listing at most 8, whatever the size of the archive."""

import datetime
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ministry.models import PolicyField, Unit
from qa import loading
from qa.models import AnswerPage, FieldPage, QAIndexPage
from search import indexing

DAY = datetime.date(2024, 3, 1)


@pytest.fixture
def archive_of(insurance: PolicyField, employment_unit: Unit, archive: QAIndexPage) -> Callable[[int], None]:
    def load(size: int) -> None:
        for start in range(0, size, 1000):
            loading.load(
                [
                    loading.NewAnswer(
                        key=f"n{number}",
                        title=f"Câu hỏi số {number} về trợ cấp thất nghiệp",
                        question=f"Tôi hỏi lần thứ {number}, bao giờ tôi được nhận trợ cấp?",
                        short_answer="Trong vòng 20 ngày.",
                        blocks=[{"type": "note", "value": "Nộp hồ sơ tại trung tâm."}],
                        field_id=insurance.pk,
                        unit_id=employment_unit.pk,
                        answered_on=DAY + datetime.timedelta(days=number % 700),
                        legal_bases=[{"document_number": "38/2013/QH13", "article": "49"}],
                    )
                    for number in range(start, min(start + 1000, size))
                ]
            )
        while indexing.drain():
            pass

    return load


def queries(client: Client, url: str) -> int:
    client.get(url)  # counts that are kept a few minutes, content types and the site's root are warm
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("size", [10, 10_000])
def test_queries_do_not_grow_with_the_archive(size: int, archive_of: Callable[[int], None], stranger: Client) -> None:
    archive_of(size)
    assert AnswerPage.public().count() == size
    page = AnswerPage.public().order_by("pk")[size // 2]
    assert queries(stranger, page.address) <= 6
    field = FieldPage.objects.get()
    for url in ("/hoi-dap/", "/hoi-dap/?nam=2024", f"/hoi-dap/?linh-vuc={field.slug}&don-vi=VL"):
        assert queries(stranger, url) <= 8, url
    assert queries(stranger, f"/hoi-dap/linh-vuc/{field.slug}/") <= 8
    assert queries(stranger, "/") <= 8
    assert queries(stranger, "/tim-kiem/?q=tro+cap+that+nghiep") <= 8
    assert queries(stranger, "/hoi-dap/atom.xml") <= 8
    assert queries(stranger, f"/api/v1/answers/{page.number}") <= 4
