"""Public pages set no cookie and may be cached; what belongs to one person may not."""

import gzip
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
    cookies = f"quen=1; sessionid={'s' * 32}; csrftoken={'c' * 32}"  # of another page, or of an officer
    for url in (
        "/",
        "/hoi-dap/",
        page.address,
        "/hoi-dap/linh-vuc/bao-hiem-that-nghiep/",
        "/hoi-dap/atom.xml",
        "/tim-kiem/?q=tro+cap",
        "/hoi/",
        "/theo-doi/",
        "/hoi-dap/linh-vuc/bao-hiem-that-nghiep/atom.xml",
        "/api/v1/search?q=tro+cap",
        f"/api/v1/answers/{page.number}",
        "/api/v1/openapi.json",
        "/api/v2/pages/",
        f"/api/v2/pages/{page.pk}/",
        "/robots.txt",
        "/sitemap.xml",
        "/sitemap/muc.xml",
        "/sitemap/0.xml",
        "/khong-co-trang-nay/",
        "/ket-luan-thanh-tra/",
        "/ket-luan-thanh-tra/?nam=2026",
        "/ket-luan-thanh-tra/so-lieu/",
        "/ket-luan-thanh-tra/so-lieu.csv",
        "/ket-luan-thanh-tra/du-lieu/",
        "/ket-luan-thanh-tra/du-lieu.csv",
        "/ket-luan-thanh-tra/du-lieu.json",
        "/ket-luan-thanh-tra/atom.xml",
        "/api/v1/inspections",
        "/du-thao/",
        "/du-thao/atom.xml",
        "/du-thao/lich.ics",
        "/du-thao/nhan-tin/",
        "/api/v1/consultations",
    ):
        response = stranger.get(url, headers={"cookie": cookies})
        b"".join(response)
        assert not response.cookies, url
        assert "Cookie" not in response.get("Vary", ""), url
        kept = {part.strip() for part in response["Cache-Control"].split(",")}
        assert kept == {"public", "max-age=60", "stale-while-revalidate=60"}, url


def test_who_has_a_page_already_is_not_sent_it_again(
    write_answer: Callable[..., AnswerPage], rules: None, stranger: Client
) -> None:
    page = write_answer()
    addresses = ("/", "/hoi-dap/", page.address, "/hoi-dap/atom.xml", "/sitemap/0.xml", "/hoi/")
    register = ("/ket-luan-thanh-tra/", "/ket-luan-thanh-tra/so-lieu/", "/ket-luan-thanh-tra/atom.xml")
    for url in (*addresses, *register, f"/api/v1/answers/{page.number}", f"/api/v2/pages/{page.pk}/"):
        for encoding in ("", "gzip"):
            first = stranger.get(url, headers={"accept-encoding": encoding})
            again = stranger.get(url, headers={"accept-encoding": encoding, "if-none-match": first["ETag"]})
            assert (again.status_code, again.content) == (304, b""), url
            assert again["Cache-Control"] == first["Cache-Control"]
            assert again["Vary"] == first["Vary"]


def test_a_page_that_changed_is_sent_again(write_answer: Callable[..., AnswerPage], stranger: Client) -> None:
    page = write_answer()
    known = stranger.get(page.address)["ETag"]
    page.short_answer = "Sau 30 ngày."
    page.save_revision().publish()
    again = stranger.get(page.address, headers={"if-none-match": known})
    assert again.status_code == 200
    assert again["ETag"] != known
    assert "Sau 30 ngày." in again.content.decode()


def test_a_page_is_compressed_for_who_can_read_it(write_answer: Callable[..., AnswerPage], stranger: Client) -> None:
    page = write_answer()
    plain = stranger.get(page.address)
    packed = stranger.get(page.address, headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] == f"W/{plain['ETag']}"
    assert "Accept-Encoding" in plain["Vary"]
    assert "Content-Encoding" not in plain


@pytest.mark.django_db
def test_what_holds_a_secret_is_neither_compressed_nor_marked(stranger: Client) -> None:
    response = stranger.get("/admin/login/", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response
    assert "ETag" not in response


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
