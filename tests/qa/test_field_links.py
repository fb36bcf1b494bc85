"""Public lists of fields lead to no empty list, and stand in the order of the alphabet."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from ministry.models import PolicyField, Unit
from qa.models import AnswerPage, FieldPage, QAIndexPage


@pytest.fixture
def fields(archive: QAIndexPage) -> dict[str, PolicyField]:
    made = {}
    for slug, name in (("viec-lam", "Việc làm"), ("di-lam", "Đi làm ở nước ngoài"), ("tre-em", "Trẻ em")):
        made[slug] = PolicyField.objects.create(name=name, slug=slug)
        archive.add_child(instance=FieldPage(title=name, slug=slug, field=made[slug]))
    return made


def links(page: str) -> list[str]:
    return [part.split("/")[0] for part in page.split('href="/hoi-dap/linh-vuc/')[1:]]


def test_a_field_without_an_answer_is_not_offered(
    fields: dict[str, PolicyField], write_answer: Callable[..., AnswerPage], stranger: Client
) -> None:
    for slug in ("viec-lam", "di-lam"):
        write_answer(title=f"Hỏi về {slug}", field=fields[slug])
    write_answer(title="Bản nháp về trẻ em", field=fields["tre-em"], live=False)
    assert links(stranger.get("/").content.decode()) == ["di-lam", "viec-lam"]
    archive = stranger.get("/hoi-dap/").content.decode()
    assert links(archive) == ["di-lam", "viec-lam"]
    assert '<option value="viec-lam">' in archive
    assert '<option value="tre-em">' not in archive
    assert stranger.get("/hoi-dap/linh-vuc/tre-em/").status_code == 200, "its address lasts"


def test_a_portal_without_answers_has_no_list_of_fields(fields: dict[str, PolicyField], stranger: Client) -> None:
    assert "Tìm theo lĩnh vực" not in stranger.get("/").content.decode()
    assert stranger.get("/hoi-dap/").status_code == 200


def test_the_units_of_the_filter_are_in_order(
    write_answer: Callable[..., AnswerPage], ministry: Unit, stranger: Client
) -> None:
    for code, name in (("D", "Đảng ủy"), ("V", "Vụ Pháp chế"), ("A", "An toàn lao động")):
        write_answer(title=f"Hỏi {name}", unit=Unit.objects.create(code=code, name=name))
    cache.clear()
    page = stranger.get("/hoi-dap/").content.decode()
    assert page.index(">An toàn lao động<") < page.index(">Đảng ủy<") < page.index(">Vụ Pháp chế<")
