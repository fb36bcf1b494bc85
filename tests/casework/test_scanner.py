"""A virus scanner beside the portal: clean, infected, away, back again. Away means waiting, never losing."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper

from base import stored_files
from base.uploads import clamav
from base.uploads.clamav import NoVerdict, ScannerAway
from casework import codes, files, permissions
from casework.models import Attachment, Case, ScanState
from ministry.models import User
from tests.casework import scanner
from tests.casework.scanner import EICAR, FakeClamd
from tests.uploads import samples

pytestmark = pytest.mark.django_db
# The sign stands unpacked in the archive: the scanner of the tests unpacks nothing.
INFECTED = samples.archive(samples.docx_members() | {"word/media/image1.txt": EICAR}, method=zipfile.ZIP_STORED)


@pytest.fixture
def socket_path(tmp_path: Path, settings: SettingsWrapper) -> Path:
    """Where the scanner would be; nobody is there yet."""
    settings.CLAMAV_SOCKET = str(tmp_path / "clamd.sock")
    return tmp_path / "clamd.sock"


@pytest.fixture
def clamd(socket_path: Path) -> Iterator[FakeClamd]:
    with scanner.running(socket_path) as server:
        yield server


@pytest.fixture
def give(assigned: Case) -> Callable[..., list[files.RefusedFile]]:
    """Return a way to send a file to the case in Nam's hands."""

    def send(name: str = "a.pdf", content: bytes = b"") -> list[files.RefusedFile]:
        given = SimpleUploadedFile(name, content or samples.pdf())
        refused = files.take(assigned.token, [given], Case.objects.filter(pk=assigned.pk))
        files.hand_in(assigned)
        return refused

    return send


def test_a_clean_file_is_opened(clamd: FakeClamd, give: Any, nam: User) -> None:
    assert give() == []
    assert clamd.seen == [samples.pdf()]
    file = Attachment.objects.get()
    assert file.scan == ScanState.CLEAN
    assert permissions.may_open_file(nam, file)


def test_an_infected_file_is_refused_by_name_and_not_kept(clamd: FakeClamd, give: Any) -> None:
    [refused] = give("don.docx", INFECTED)
    assert refused.name == "don.docx"
    assert refused.reason == "Phần mềm diệt vi-rút báo tệp có mã độc. Xin không gửi tệp này."
    assert not Attachment.objects.exists()


def test_while_it_is_away_a_file_waits_and_no_officer_opens_it(
    socket_path: Path, give: Any, assigned: Case, nam: User, as_officer: Any, stranger: Client
) -> None:
    assert give() == [], "the sender is not turned away"
    file = Attachment.objects.get()
    assert file.scan == ScanState.WAITING
    assert not permissions.may_open_file(nam, file)
    officer = as_officer(nam)
    assert officer.get(f"/admin/ho-so/{assigned.number}/tep/{file.pk}/").status_code == 404
    page = officer.get(f"/admin/ho-so/{assigned.number}/").content.decode()
    assert "chưa kiểm tra" in page
    assert "Tải về" not in page
    assert "Quyet dinh" not in page, "nor its text"
    key = {"number": assigned.number, "secret": codes.secret_for(assigned.token, 1)}
    assert "chưa kiểm tra" in stranger.post("/theo-doi/", key).content.decode()
    given: Any = stranger.post("/theo-doi/tep-gui-kem/", key | {"file": str(file.pk)})
    assert b"".join(given.streaming_content) == samples.pdf(), "it is her own"


def test_back_again_what_waited_is_asked_about(socket_path: Path, give: Any, nam: User) -> None:
    give()
    give("don.docx", INFECTED)
    assert stored_files.scan_waiting() == 0
    assert Attachment.objects.to_scan().count() == 2
    with scanner.running(socket_path):
        assert stored_files.scan_waiting() == 2
    clean, infected = Attachment.objects.all()
    assert (clean.scan, infected.scan) == (ScanState.CLEAN, ScanState.INFECTED)
    assert permissions.may_open_file(nam, clean)
    assert not permissions.may_open_file(nam, infected)
    assert not infected.path.exists()
    assert not infected.preview_path.exists()


def test_an_infected_file_is_told_of_and_given_to_nobody(
    socket_path: Path, give: Any, assigned: Case, nam: User, as_officer: Any, stranger: Client
) -> None:
    give("don.docx", INFECTED)
    with scanner.running(socket_path):
        stored_files.scan_waiting()
    file = Attachment.objects.get()
    assert "đã gỡ vì có mã độc" in as_officer(nam).get(f"/admin/ho-so/{assigned.number}/").content.decode()
    key = {"number": assigned.number, "secret": codes.secret_for(assigned.token, 1)}
    page = stranger.post("/theo-doi/", key).content.decode()
    assert "đã gỡ vì có mã độc" in page
    response = stranger.post("/theo-doi/tep-gui-kem/", key | {"file": str(file.pk)})
    assert response.get("Content-Disposition") is None


def test_one_file_that_it_cannot_tell_about_does_not_hold_up_the_others(
    socket_path: Path, give: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    give()
    give("b.pdf", samples.pdf("Trang hai"))
    Attachment.objects.all()[0].path.unlink()
    with scanner.running(socket_path) as server:
        assert stored_files.scan_waiting() == 1
        server.reply = b"INSTREAM size limit exceeded. ERROR\0"
        Attachment.objects.update(scan=ScanState.WAITING)
        assert stored_files.scan_waiting() == 0
    assert Attachment.objects.to_scan().count() == 2


def test_without_the_scanner_for_good_the_operator_takes_the_setting_away(
    socket_path: Path, give: Any, settings: SettingsWrapper
) -> None:
    give()
    settings.CLAMAV_SOCKET = ""
    assert stored_files.scan_waiting() == 1
    assert Attachment.objects.get().scan == ScanState.UNSCANNED


@pytest.mark.parametrize(
    "reply", [b"\0", b"stream: \0", b"INSTREAM size limit exceeded. ERROR\0", b"OK\0", b"\xff\xfe\0"]
)
def test_what_is_no_verdict_lets_nothing_through(reply: bytes, clamd: FakeClamd, tmp_path: Path) -> None:
    clamd.reply = reply
    file = tmp_path / "a"
    file.write_bytes(b"x" * 200_000)
    with pytest.raises(ScannerAway):
        clamav.scan(file, str(tmp_path / "clamd.sock"))


def test_a_scanner_that_says_nothing_is_away(
    socket_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clamav, "TIMEOUT", 0.1)
    file = tmp_path / "a"
    file.write_bytes(b"x")
    with scanner.silent(socket_path), pytest.raises(ScannerAway):
        clamav.scan(file, str(socket_path))


@pytest.mark.parametrize("address", ["/nowhere/clamd.sock", "localhost", "localhost:x", "127.0.0.1:1", ":"])
def test_an_address_where_nobody_is_means_away(address: str, tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"x")
    with pytest.raises(ScannerAway) as raised:
        clamav.scan(file, address)
    assert not isinstance(raised.value, NoVerdict)
