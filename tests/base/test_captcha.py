"""The picture: when a row is made, how long it lives, who sweeps it away, and its sound."""

import datetime
import io
import re
import subprocess
import wave

import pytest
from captcha.models import CaptchaStore
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from base import captcha, spoken

MINUTE = datetime.timedelta(minutes=1)


def picture(text: str = "HAT79") -> CaptchaStore:
    return CaptchaStore.objects.create(challenge=text, response=text.lower())


def make_old(key: str) -> None:
    CaptchaStore.objects.filter(hashkey=key).update(expiration=timezone.now() - MINUTE)


@pytest.fixture
def voice() -> None:
    if not spoken.is_available():
        pytest.skip("no voice is installed; install Debian's package `espeak-ng`")


@pytest.mark.django_db
def test_it_lives_for_half_an_hour() -> None:
    life = picture().expiration - timezone.now()
    assert 29 * MINUTE < life <= 30 * MINUTE


@pytest.mark.django_db
def test_no_row_is_made_by_looking(rules: None, stranger: Client) -> None:
    for url in ("/", "/hoi/", "/theo-doi/", "/captcha/refresh/", "/captcha/image/x/", "/captcha/audio/x/"):
        assert stranger.get(url).status_code in (200, 405, 410), url
    assert not CaptchaStore.objects.exists()


@pytest.mark.django_db
def test_another_picture_is_had_by_a_post(stranger: Client) -> None:
    made = stranger.post("/captcha/refresh/").json()
    assert CaptchaStore.objects.get().hashkey == made["key"]
    assert stranger.get(made["image_url"])["Content-Type"] == "image/png"


@pytest.mark.django_db
def test_another_site_makes_no_pictures_here(stranger: Client) -> None:
    assert stranger.post("/captcha/refresh/", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert not CaptchaStore.objects.exists()


@pytest.mark.django_db
def test_a_picture_that_is_too_old_or_used_is_gone(stranger: Client) -> None:
    key = picture().hashkey
    make_old(key)
    for url in (f"/captcha/image/{key}/", f"/captcha/audio/{key}/", "/captcha/image/0/", "/captcha/audio/0/"):
        assert stranger.get(url).status_code == 410


@pytest.mark.django_db
def test_sweeping_finds_the_old_ones_by_an_index() -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "captcha_captchastore")
    assert found["base_captcha_expiration"]["columns"] == ["expiration"]
    call_command("makemigrations", "captcha", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_worker_sweeps_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captcha, "SWEPT_AT_ONCE", 3)
    for _ in range(7):
        make_old(picture().hashkey)
    fresh = picture()
    with CaptureQueriesContext(connection) as queries:
        assert captcha.sweep() == 7
    assert len([query for query in queries if query["sql"].startswith("DELETE")]) == 3
    assert CaptchaStore.objects.get() == fresh


@pytest.mark.django_db
def test_a_check_looks_at_its_own_row_alone() -> None:
    make_old(picture().hashkey)
    mine = picture()
    with CaptureQueriesContext(connection) as queries:
        captcha.OneUseCaptchaField().clean([mine.hashkey, "hat79"])
    assert len(queries) == 1
    assert CaptchaStore.objects.count() == 1


def test_every_letter_of_a_picture_has_a_name() -> None:
    assert set(captcha.ALPHABET) == spoken.NAMES.keys()
    assert len(set(spoken.NAMES.values())) == len(spoken.NAMES)


@pytest.mark.django_db
def test_the_letters_are_spoken(voice: None, stranger: Client) -> None:
    response = stranger.get(f"/captcha/audio/{picture().hashkey}/")
    assert (response.status_code, response["Content-Type"]) == (200, "audio/wav")
    assert "no-store" in response["Cache-Control"]
    with wave.open(io.BytesIO(response.content)) as sound:
        assert 4 < sound.getnframes() / sound.getframerate() < 25
    assert len(response.content) < 300_000


@pytest.mark.django_db
def test_a_player_may_fetch_a_sound_in_pieces(voice: None, stranger: Client) -> None:
    url = f"/captcha/audio/{picture().hashkey}/"
    whole = stranger.get(url).content
    size = len(whole)
    for asked, piece, told in (
        ("bytes=0-1", whole[:2], f"bytes 0-1/{size}"),
        ("bytes=100-", whole[100:], f"bytes 100-{size - 1}/{size}"),
        (f"bytes=5-{size * 2}", whole[5:], f"bytes 5-{size - 1}/{size}"),
    ):
        response = stranger.get(url, headers={"range": asked})
        assert (response.status_code, response["Content-Range"]) == (206, told)
        assert response.content == piece
    assert stranger.get(url, headers={"range": f"bytes={size}-"}).status_code == 416
    for strange in ("bytes=abc-", "bytes=-5", "bytes=1-2,5-6", "lines=1-2", "bytes=" + "9" * 5000 + "-"):
        assert stranger.get(url, headers={"range": strange}).content == whole


def test_two_pictures_of_the_same_letters_do_not_sound_the_same(voice: None, settings: Settings) -> None:
    first = spoken.speak("HATUY", "one")
    assert first == spoken.speak("HATUY", "one")
    assert first != spoken.speak("HATUY", "two")
    settings.SECRET_KEY = "another"
    assert first != spoken.speak("HATUY", "one"), "nobody outside can make the same sound"


@pytest.mark.django_db
def test_where_no_voice_is_installed_no_sound_is_offered(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda program: None)
    assert stranger.post("/captcha/refresh/").json()["audio_url"] is None
    assert "<audio" not in captcha.PictureInput().render("captcha", None, {"id": "id_captcha"})
    assert stranger.get(f"/captcha/audio/{picture().hashkey}/").status_code == 503


@pytest.mark.django_db
def test_a_voice_that_hangs_is_not_waited_for(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*args: object, timeout: float, **kwargs: object) -> None:
        assert timeout <= 5
        raise subprocess.TimeoutExpired("espeak-ng", timeout)

    monkeypatch.setattr("shutil.which", lambda program: "/usr/bin/espeak-ng")
    monkeypatch.setattr("subprocess.run", hang)
    assert stranger.get(f"/captcha/audio/{picture().hashkey}/").status_code == 503


@pytest.mark.django_db
@pytest.mark.parametrize("said", [b"", b"RIFF", b"no sound at all"])
def test_a_voice_that_says_nothing_is_no_fault_of_the_page(
    said: bytes, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda program: "/usr/bin/espeak-ng")
    monkeypatch.setattr("subprocess.run", lambda *args, **kwargs: subprocess.CompletedProcess([], 0, said, b""))
    assert stranger.get(f"/captcha/audio/{picture().hashkey}/").status_code == 503


@pytest.mark.django_db
def test_the_sound_plays_in_the_page_and_has_a_name(voice: None) -> None:
    shown = captcha.PictureInput().render("captcha", None, {"id": "id_captcha"})
    player = re.search(r"<audio ([^>]*)>", shown)
    assert player
    for part in ("controls", 'preload="none"', 'aria-label="Nghe các ký tự"', 'src="/captcha/audio/'):
        assert part in player[1]
