"""An answer page costs at most 6 queries, a listing at most 8, whatever the size of the archive."""

import datetime
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ministry.models import PolicyField, Unit, User
from qa import loading
from qa.models import AnswerPage, FieldPage, QAIndexPage, YearPage
from search import indexing

DAY = datetime.date(2024, 3, 1)


@pytest.fixture
def archive_of(insurance: PolicyField, employment_unit: Unit, archive: QAIndexPage) -> Callable[[int], None]:
    """Return a way to bring the archive to so many answers."""

    def load(size: int) -> None:
        present = AnswerPage.objects.count()
        for start in range(present, size, 1000):
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
                        answered_on=DAY + datetime.timedelta(days=number % 300),
                        legal_bases=[{"document_number": "38/2013/QH13", "article": "49"}],
                    )
                    for number in range(start, min(start + 1000, size))
                ]
            )
        while indexing.drain():
            pass

    return load


def queries(client: Client, url: str) -> int:
    client.get(url)  # menus, content types and the site's root are warm
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


def test_3_and_300_answers_cost_every_public_page_the_same(
    archive_of: Callable[[int], None], rules: None, stranger: Client
) -> None:
    def costs() -> dict[str, int]:
        page = AnswerPage.public().earliest("pk")
        field = FieldPage.objects.get()
        addresses = [
            "/",
            "/hoi-dap/",
            "/hoi-dap/?nam=2024&don-vi=VL",
            f"/hoi-dap/?sau=2024-12-31.{2**31}",
            f"/hoi-dap/linh-vuc/{field.slug}/",
            "/hoi-dap/atom.xml",
            f"/hoi-dap/linh-vuc/{field.slug}/atom.xml",
            page.address,
            "/hoi/",
            "/theo-doi/",
            "/tim-kiem/?q=tro+cap",
            "/sitemap.xml",
            "/sitemap/muc.xml",
            "/sitemap/0.xml",
            f"/api/v1/answers/{page.number}",
            "/api/v1/search?q=tro+cap",
        ]
        return {address: queries(stranger, address) for address in addresses}

    archive_of(3)
    few = costs()
    archive_of(300)
    assert costs() == few


@pytest.mark.parametrize("name", ["minh", "lan"])
def test_3_and_300_answers_cost_the_explorer_the_same(
    name: str,
    archive_of: Callable[[int], None],
    as_officer: Callable[[User], Client],
    request: pytest.FixtureRequest,
) -> None:
    officer = as_officer(request.getfixturevalue(name))

    def costs() -> Iterator[int]:
        year, index = YearPage.objects.get(), QAIndexPage.objects.get()
        yield queries(officer, "/admin/")
        yield queries(officer, f"/admin/pages/{index.pk}/")
        yield queries(officer, f"/admin/pages/{year.pk}/")
        yield queries(officer, f"/admin/api/main/pages/?child_of={index.pk}&for_explorer=1")

    archive_of(3)
    few = list(costs())
    archive_of(300)
    assert list(costs()) == few


def test_a_page_is_found_without_walking_the_tree(archive_of: Callable[[int], None], stranger: Client) -> None:
    archive_of(3)
    stranger.get("/hoi-dap/")
    for url in (
        "/",
        "/hoi-dap/",
        AnswerPage.public().earliest("pk").address,
        "/hoi-dap/linh-vuc/bao-hiem-that-nghiep/",
    ):
        with CaptureQueriesContext(connection) as captured:
            stranger.get(url)
        assert not [query["sql"] for query in captured if '"depth"' in query["sql"].partition(" WHERE ")[2]], url


def test_no_public_page_counts_the_archive(archive_of: Callable[[int], None], stranger: Client) -> None:
    archive_of(30)
    for url in ("/", "/hoi-dap/", "/hoi-dap/atom.xml", "/sitemap.xml", "/sitemap/0.xml"):
        with CaptureQueriesContext(connection) as captured:
            stranger.get(url)
        assert not [query["sql"] for query in captured if "COUNT(" in query["sql"]], url
