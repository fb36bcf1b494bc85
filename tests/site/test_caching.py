"""Public pages set no cookie and may be cached; what belongs to one person may not."""

from collections.abc import Callable

import pytest
from captcha.models import CaptchaStore
from django.test import Client

from qa.models import AnswerPage
from search import indexing


def test_pages_that_are_the_same_for_everybody(
    write_answer: Callable[..., AnswerPage], rules: None, stranger: Client
) -> None:
    page = write_answer()
    indexing.drain()
    for url in (
        "/",
        "/hoi-dap/",
        page.address,
        "/hoi-dap/linh-vuc/bao-hiem-that-nghiep/",
        "/hoi-dap/atom.xml",
        "/tim-kiem/?q=tro+cap",
        "/hoi/",
        "/theo-doi/",
        "/api/v1/search?q=tro+cap",
        "/khong-co-trang-nay/",
    ):
        response = stranger.get(url, headers={"cookie": "quen=1"})
        assert not response.cookies, url
        assert "Cookie" not in response.get("Vary", ""), url
        assert response["Cache-Control"] == "max-age=60, public" or response["Cache-Control"] == "public, max-age=60"


@pytest.mark.django_db
def test_what_belongs_to_one_visitor(stranger: Client) -> None:
    key = CaptchaStore.generate_key()
    for response in (stranger.get(f"/captcha/image/{key}/"), stranger.post("/captcha/refresh/")):
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
    assert "private" in stranger.get("/admin/login/")["Cache-Control"]


@pytest.mark.django_db
def test_two_challenges_are_never_the_same() -> None:
    made = {CaptchaStore.objects.get(hashkey=CaptchaStore.generate_key()).challenge for _ in range(50)}
    assert len(made) == 50


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/tim-kiem/?q=%00", "/%00/", "/tim-kiem/?%00=1", "/tim-kiem/?q=%ED%A0%80"])
def test_text_no_database_keeps_is_refused_kindly(path: str, stranger: Client) -> None:
    response = stranger.get(path)
    assert response.status_code in (200, 400, 404)
    if response.status_code == 400:
        assert "<h1" in response.content.decode()
