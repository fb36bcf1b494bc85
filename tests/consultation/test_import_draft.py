"""`manage.py import_draft` does what the drafter's screens do, and prints what is doubted."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from consultation.models import ConsultationPage, DraftDocument, DraftImport
from tests.consultation.conftest import DRAFT
from tests.consultation.steps import SECOND_TEXT


def told(file: Path, number: int | None, *options: str) -> str:
    out = io.StringIO()
    call_command("import_draft", str(file), "--consultation", str(number), *options, stdout=out)
    return out.getvalue()


def test_a_faulty_draft(write_consultation: Callable[..., ConsultationPage]) -> None:
    page = write_consultation("")
    lines = told(DRAFT, page.number, "--label", "Dự thảo 1").splitlines()
    document = DraftDocument.objects.get()
    assert (document.label, document.consultation, document.ordinal) == ("Dự thảo 1", page, None)
    assert document.source.name == DRAFT.name
    assert len(lines) == 22
    assert "16 điều" in lines[-1]
    assert "21 doubts" in lines[-1]


def test_a_second_text_is_compared(consultation: ConsultationPage, tmp_path: Path) -> None:
    file = tmp_path / "du-thao-2.md"
    file.write_text(SECOND_TEXT, encoding="utf-8")
    assert "compared with “Dự thảo 1”" in told(file, consultation.number)
    assert DraftDocument.objects.get(label="du-thao-2").links.count() > 5


def test_what_cannot_be_read(write_consultation: Callable[..., ConsultationPage], tmp_path: Path) -> None:
    page = write_consultation("")
    (tmp_path / "a.md").write_text("Không có điều nào.")
    with pytest.raises(CommandError, match="no_articles"):
        told(tmp_path / "a.md", page.number)
    with pytest.raises(CommandError, match="is not a file"):
        told(tmp_path / "b.md", page.number)
    with pytest.raises(CommandError, match="no consultation 999"):
        told(tmp_path / "a.md", 999)
    assert not DraftImport.objects.exists()
