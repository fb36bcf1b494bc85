"""A reader goes through the archive by key: nothing is met twice or missed, and an address keeps its page."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.test import Client

from ministry.models import PolicyField, Unit
from qa import loading
from qa.models import AnswerPage, QAIndexPage

# Three on a day: a page ends in the middle of one.
DAYS = [datetime.date(2024, 1, 1) + datetime.timedelta(days=number // 3) for number in range(50)]


@pytest.fixture
def answers(
    insurance: PolicyField, employment_unit: Unit, archive: QAIndexPage
) -> Callable[[list[datetime.date]], None]:
    """Return a way to load an answer for each of some days."""

    def load(days: list[datetime.date]) -> None:
        first = AnswerPage.objects.count()
        loading.load(
            [
                loading.NewAnswer(
                    key=f"n{number}",
                    title=f"Câu {number}",
                    question="Bao giờ tôi được nhận?",
                    short_answer="Sau 20 ngày.",
                    blocks=[],
                    field_id=insurance.pk,
                    unit_id=employment_unit.pk,
                    answered_on=day,
                )
                for number, day in enumerate(days, first)
            ]
        )

    return load


def titles(page: str) -> list[str]:
    return re.findall(r">(Câu \d+)</a>", page)


def link(page: str, name: str) -> str:
    found = re.search(rf'rel="{name}" href="([^"]+)"', page)
    return found.group(1).replace("&amp;", "&") if found else ""


def read(client: Client, address: str) -> str:
    response = client.get(f"/hoi-dap/{address}")
    assert response.status_code == 200
    return response.content.decode()


def test_every_answer_is_met_once_on_the_way_down_and_up(
    answers: Callable[[list[datetime.date]], None], stranger: Client
) -> None:
    answers(DAYS)
    wanted = [f"Câu {number}" for number in range(49, -1, -1)]
    down = [read(stranger, "")]
    while older := link(down[-1], "next"):
        down.append(read(stranger, older))
    assert [len(titles(page)) for page in down] == [20, 20, 10]
    assert [title for page in down for title in titles(page)] == wanted
    assert not link(down[0], "prev")
    above = read(stranger, link(down[2], "prev"))
    assert titles(above) == titles(down[1])
    assert titles(read(stranger, link(above, "prev"))) == titles(down[0])


def test_an_address_shows_the_same_page_when_answers_are_added(
    answers: Callable[[list[datetime.date]], None], stranger: Client
) -> None:
    answers(DAYS)
    second = link(read(stranger, ""), "next")
    before = titles(read(stranger, second))
    answers([datetime.date(2025, 6, 1)] * 5)
    assert titles(read(stranger, second)) == before
    assert len(titles(read(stranger, link(read(stranger, second), "prev")))) == 20


def test_a_filter_stays_while_paging(answers: Callable[[list[datetime.date]], None], stranger: Client) -> None:
    answers(DAYS)
    page = read(stranger, "?nam=2024&don-vi=VL")
    assert link(page, "next").startswith("?nam=2024&don-vi=VL&sau=2024-")
    assert 'href="/hoi-dap/?nam=2024&amp;don-vi=VL"' in read(stranger, link(page, "next"))


def test_above_the_first_page_is_the_first_page(
    answers: Callable[[list[datetime.date]], None], stranger: Client
) -> None:
    answers(DAYS)
    assert titles(read(stranger, "?truoc=2024-01-16.999999999")) == titles(read(stranger, ""))


@pytest.mark.parametrize(
    "address",
    [
        "?sau=",
        "?sau=hôm+qua",
        "?sau=2024-02-30.1",
        "?sau=2024-01-01",
        "?sau=2024-01-01.x",
        "?sau=2024-01-01.-5",
        "?truoc=2024-01-01.99999999999999999999",
        "?sau=2024-01-01.٣",
        "?nam=٢٠٢٤",
        "?linh-vuc=khong-co",
        "?don-vi=X",
    ],
)
def test_a_hostile_key_is_no_fault(
    address: str, answers: Callable[[list[datetime.date]], None], stranger: Client
) -> None:
    answers(DAYS[:3])
    read(stranger, address)
