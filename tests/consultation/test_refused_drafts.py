"""A file that is no draft is refused by name beside its field; nothing of it is kept, and what was typed is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from base import stored_files
from base.uploads.limits import MB
from base.uploads.refusals import Refused
from consultation.importing import taking
from consultation.models import ConsultationPage, DraftImport
from consultation.structure.refusals import MESSAGES
from ministry.models import User
from tests.consultation import words
from tests.consultation.drafting import Officer, shown, upload
from tests.consultation.test_unreadable import MACRO
from tests.uploads import samples

BAD: list[tuple[str, str, Callable[[], bytes]]] = [
    ("pdf", "ban-quet.docx", samples.pdf),
    ("bomb", "bom.docx", lambda: samples.zip_bomb(120 * MB)),
    ("program", "macro.docx", lambda: words.docx(*words.DRAFT, extra=MACRO)),
    ("too_big", "to.docx", lambda: b"PK\x03\x04" + b"\x00" * (50 * MB)),
    ("no_articles", "bao-cao.docx", lambda: words.docx(words.paragraph("Báo cáo về Điều 5 của Luật."))),
    ("no_articles", "bao-cao.md", lambda: "# Báo cáo\n\n1. Một.\n".encode()),
    ("encoding", "nul.txt", lambda: b"a\x00b\x00" * 40),
    ("encoding", "nul.md", lambda: "Điều 1. Phạm vi\x00\n\nLuật này.".encode()),
    ("extension", "a.odt", lambda: b"PK\x03\x04"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "name", "made"), BAD, ids=[f"{code}-{name}" for code, name, _ in BAD])
def test_each_by_name(
    write_consultation: Callable[..., ConsultationPage],
    hoai: User,
    as_officer: Officer,
    code: str,
    name: str,
    made: Callable[[], bytes],
) -> None:
    response = upload(as_officer(hoai), write_consultation(""), made(), name, label="Dự thảo <2>")
    assert response.status_code == 200
    assert MESSAGES[code].format(max_mb=20) in shown(response)
    assert 'value="Dự thảo &lt;2&gt;"' in response.content.decode()
    assert not DraftImport.objects.exists()
    assert not [path for path in Path(settings.UPLOADS_DIR).rglob("*") if path.is_file()]


def test_an_empty_file_no_file_and_no_name(
    write_consultation: Callable[..., ConsultationPage], hoai: User, as_officer: Officer
) -> None:
    desk, page = as_officer(hoai), write_consultation("")
    assert "Tệp trống" in shown(upload(desk, page, b""))
    assert "Xin đặt tên cho bản này." in shown(upload(desk, page, label=" "))
    nothing = desk.post(reverse("drafts_admin:bring_in", args=[page.pk]), {"label": "Bản A"})
    assert "Xin chọn tệp dự thảo." in shown(nothing)
    assert not DraftImport.objects.exists()


def test_what_the_scanner_refuses(
    write_consultation: Callable[..., ConsultationPage],
    hoai: User,
    as_officer: Officer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def infected(path: Path) -> None:
        raise Refused("virus")

    monkeypatch.setattr(stored_files, "_first_verdict", infected)
    response = upload(as_officer(hoai), write_consultation(""))
    assert "có mã độc" in shown(response)
    assert not DraftImport.objects.exists()


def test_the_reading_holds_no_transaction(
    write_consultation: Callable[..., ConsultationPage],
    hoai: User,
    as_officer: Officer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:

    depth = len(connection.savepoint_ids)
    seen = []
    read = taking.read_file

    def watched(*given: object) -> object:
        seen.append(len(connection.savepoint_ids))
        return read(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(taking, "read_file", watched)
    assert upload(as_officer(hoai), write_consultation("")).status_code == 302
    assert seen == [depth]
