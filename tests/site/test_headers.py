"""The headers of every kind of answer: what a page may do, and that no other host is ever asked."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper

from base.models import OutboxMessage
from casework import codes
from casework.models import Case
from ministry.models import User
from qa.models import AnswerPage
from tests.site.test_production import SAFE, check

Officer = Callable[[User], Client]


def policy(response: Any) -> dict[str, list[str]]:
    """Return the policy of an answer: directive → sources."""
    parts = [each.split() for each in response["Content-Security-Policy"].split(";") if each.strip()]
    return {name: sources for name, *sources in parts}


def public_answers(client: Client, case: Case, page: AnswerPage) -> dict[str, Any]:
    key = {"number": case.number, "secret": codes.secret_for(case.token, 1)}
    client.raise_request_exception = False
    return {
        "front": client.get("/"),
        "archive": client.get("/hoi-dap/"),
        "answer": client.get(page.address),
        "search": client.get("/tim-kiem/?q=tro+cap"),
        "ask": client.get("/hoi/"),
        "a stage": client.post("/hoi/", {"stage": "question"}),
        "follow": client.get("/theo-doi/"),
        "a case": client.post("/theo-doi/", key),
        "lost": client.get("/theo-doi/mat-ma/"),
        "receipt": client.post("/theo-doi/doi-ma/", key),
        "feed": client.get("/hoi-dap/atom.xml"),
        "api": client.get("/api/v1/search?q=tro+cap"),
        "not found": client.get("/khong-co/"),
        "broken text": client.get("/tim-kiem/?q=%00"),
        "from elsewhere": client.post("/hoi/", {}, headers={"sec-fetch-site": "cross-site"}),
        "login": client.get("/admin/login/"),
    }


def test_on_every_answer_to_the_public(
    case: Case, write_answer: Callable[..., AnswerPage], stranger: Client, settings: SettingsWrapper
) -> None:
    for name, response in public_answers(stranger, case, write_answer()).items():
        assert response["Referrer-Policy"] == "same-origin", name
        assert response["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert response["X-Content-Type-Options"] == "nosniff", name
        if name != "broken text":  # refused before Django's own middleware; the policy below says the same
            assert response["X-Frame-Options"] == "DENY", name
        assert "camera=()" in response["Permissions-Policy"], name
        assert "geolocation=()" in response["Permissions-Policy"], name
        if name != "login":
            assert policy(response) == {
                "default-src": ["'none'"],
                "script-src": ["'self'"],
                "style-src": ["'self'"],
                "img-src": ["'self'", "data:"],
                "font-src": ["'self'"],
                "media-src": ["'self'"],
                "connect-src": ["'self'"],
                "base-uri": ["'none'"],
                "form-action": ["'self'"],
                "frame-ancestors": ["'self'"],
            }, name


def test_an_error_has_them_too(stranger: Client, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("casework.views.follow.find_case", lambda *given: 1 / 0)
    stranger.raise_request_exception = False
    response = stranger.post("/theo-doi/", {"number": case.number, "secret": "AAAA"})
    assert response.status_code == 500
    assert policy(response)["script-src"] == ["'self'"]
    assert "camera=()" in response["Permissions-Policy"]


def test_public_pages_hold_no_script_and_no_style_of_their_own(
    case: Case, write_answer: Callable[..., AnswerPage], stranger: Client
) -> None:
    """What the policy would stop is not there; only data for search engines stands in a script element."""
    for name, response in public_answers(stranger, case, write_answer()).items():
        if name == "login" or "html" not in response["Content-Type"]:
            continue
        page = response.content.decode()
        for script in re.findall(r"<script\b[^>]*>", page):
            assert " src=" in script or 'type="application/ld+json"' in script, name
        assert not re.search(r"<style\b|\sstyle=|\son\w+=|javascript:", page), name


def hosts_asked(page: str) -> set[str]:
    """Return the addresses of other hosts from which a page fetches something; plain links fetch nothing."""
    fetched = re.findall(
        r"<(?:script|img|iframe|source|audio|video|embed|object)\b[^>]*\s(?:src|data)=[\"']([^\"']+)", page
    )
    fetched += re.findall(r"<link\b(?![^>]*rel=\"(?:canonical|alternate)\")[^>]*\shref=[\"']([^\"']+)", page)
    return {address for address in fetched if re.match(r"(?:https?:)?//", address)}


def test_no_page_fetches_from_another_host(
    case: Case,
    write_answer: Callable[..., AnswerPage],
    stranger: Client,
    hanh: User,
    minh: User,
    quan_tri: User,
    as_officer: Officer,
) -> None:
    page = write_answer()
    for name, response in public_answers(stranger, case, page).items():
        if "html" in response["Content-Type"]:
            assert hosts_asked(response.content.decode()) == set(), name
    for user, urls in (
        (hanh, ("/admin/", "/admin/ho-so/", f"/admin/ho-so/{case.number}/", "/admin/account/")),
        (minh, ("/admin/", f"/admin/pages/{page.pk}/edit/", "/admin/pages/")),
        (quan_tri, ("/admin/", "/admin/users/")),
    ):
        client = as_officer(user)
        for url in urls:
            response = client.get(url, follow=True)
            assert response.status_code == 200, url
            text = response.content.decode()
            assert hosts_asked(text) == set(), url
            assert "gravatar" not in text, url
            assert "releases.wagtail" not in text, url


def test_the_admin_has_a_policy_of_its_own(
    minh: User, as_officer: Officer, write_answer: Callable[..., AnswerPage]
) -> None:
    response = as_officer(minh).get(f"/admin/pages/{write_answer().pk}/edit/")
    sources = policy(response)
    (nonce,) = [source for source in sources["script-src"] if source.startswith("'nonce-")]
    assert sources["script-src"] == ["'self'", nonce]
    assert sources["style-src"] == ["'self'", "'unsafe-inline'"]
    assert sources["default-src"] == ["'none'"]
    page = response.content.decode()
    assert f'nonce="{nonce[7:-1]}"' in page
    for script in re.findall(r"<script\b[^>]*>", page):
        runs = " src=" not in script and not re.search(r'type="(application/json|text/(?!javascript))', script)
        assert not runs or nonce[7:-1] in script, script


def test_a_nonce_is_never_used_twice(minh: User, as_officer: Officer, write_answer: Callable[..., AnswerPage]) -> None:
    client, url = as_officer(minh), f"/admin/pages/{write_answer().pk}/edit/"
    assert policy(client.get(url))["script-src"] != policy(client.get(url))["script-src"]


def test_the_preview_of_a_page_may_be_framed_by_the_admin(
    minh: User, as_officer: Officer, write_answer: Callable[..., AnswerPage]
) -> None:
    client, page = as_officer(minh), write_answer()
    response = client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert policy(response)["frame-ancestors"] == ["'self'"]


def test_cookies_of_officers_are_out_of_reach_of_scripts_and_other_sites(hanh: User, stranger: Client) -> None:
    stranger.post("/admin/login/", {"username": "hanh", "password": "mat-khau-cua-vai-dien"})
    session = stranger.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"


def in_production(tmp_path: Path, code: str, **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PORTAL", "SECRET", "CAPTCHA"))}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=portal_settings.BASE_DIR,
        env=kept | {"PORTAL_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "portal.settings"} | SAFE | environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_in_production_https_is_insisted_on_and_cookies_go_nowhere_else(tmp_path: Path) -> None:
    code = """if True:
        import django
        django.setup()
        from django.conf import settings
        from django.test import Client
        plain = Client().get("/hoi/goi-y/", headers={"host": "doithoai.test"})
        safe = Client().get("/hoi/goi-y/", headers={"host": "doithoai.test"}, secure=True)
        print(plain.status_code, plain["Location"], safe["Strict-Transport-Security"], sep="|")
        print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.DEBUG, sep="|")
    """
    first, second = in_production(tmp_path, code).split()
    assert first == "301|https://doithoai.test/hoi/goi-y/|max-age=31536000"
    assert second == "True|True|False"


def test_djangos_own_list_for_production_finds_nothing(tmp_path: Path) -> None:
    done = check(tmp_path, "--deploy", "--fail-level", "WARNING", **SAFE | {"SECRET_KEY": LONG_KEY})
    assert done.returncode == 0, done.stderr
    assert "WARNINGS" not in done.stderr


LONG_KEY = "kQ7vd2XeRz9uWf4TbNj6Lp1sYhAg8Cm3VqKo5Di0ExZrUwBtFy"


@pytest.mark.parametrize("key", [f"${LONG_KEY}", f"$$$ECRET{LONG_KEY}", f"\\$a\\b{LONG_KEY}$", f"${{HOME}}{LONG_KEY}"])
def test_a_key_that_begins_with_a_dollar_is_taken_as_it_is(key: str, tmp_path: Path) -> None:
    code = "from django.conf import settings; print(settings.SECRET_KEY); print(settings.CASE_SECRET_KEY)"
    assert in_production(tmp_path, code, SECRET_KEY=key).splitlines() == [key, key]
    assert in_production(tmp_path, code, SECRET_KEY=LONG_KEY, CASE_SECRET_KEY=key).splitlines() == [LONG_KEY, key]


def test_so_is_a_password_in_another_setting(tmp_path: Path) -> None:
    code = "from django.conf import settings as s; print(s.ELASTICSEARCH['password'], s.EMAIL_HOST_PASSWORD)"
    given = {"ELASTICSEARCH_PASSWORD": "$ecret", "EMAIL_URL": "smtp+tls://portal:$ecret@mail.test:587"}
    assert in_production(tmp_path, code, **given).split() == ["$ecret", "$ecret"]


def test_the_letter_for_a_new_password_waits_for_the_worker(
    hanh: User, stranger: Client, mailoutbox: list[Any], settings: SettingsWrapper
) -> None:
    """Sent within the request it would hold the database's write lock for as long as the mail server takes."""
    from base import outbox

    url = "/admin/password_reset/"
    known = stranger.post(url, {"email": hanh.email})
    unknown = stranger.post(url, {"email": "khong-ai@bo.test"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    assert mailoutbox == []
    message = OutboxMessage.objects.get()
    assert message.payload == {"user": hanh.pk}
    assert outbox.drain() == 1
    (letter,) = mailoutbox
    assert letter.to == [hanh.email]
    found = re.search(r"http://localhost:8000(/admin/\S+)", letter.body)
    assert found, "the portal's own address, whatever host the request named"
    page = stranger.get(found[1], follow=True)
    assert 'name="new_password1"' in page.content.decode()
