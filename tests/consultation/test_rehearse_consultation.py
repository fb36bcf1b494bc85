"""The rehearsal itself: whatever is said on whatever provision is placed, answered, told and stands in the table."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError

from consultation.models import (
    Comment,
    CommentGroup,
    ConsultationIndexPage,
    ConsultationPage,
    HideReason,
    OutcomePage,
    VersionLink,
)
from consultation.states import Progress
from ministry.models import PolicyField, Province, User
from tests.consultation.conftest import DRAFT


@pytest.fixture
def stage(drafts_index: ConsultationIndexPage, rules: None, province: Province, insurance: PolicyField) -> None:
    """What the road needs beside its people."""


def rehearse(file: Path, **options: Any) -> dict[str, Any]:
    out = StringIO()
    call_command("rehearse_consultation", file, json=True, stdout=out, **options)
    figures: dict[str, Any] = json.loads(out.getvalue())
    return figures


def test_a_draft_goes_down_the_whole_road(stage: None, hoai: User, phuc: User, minh: User) -> None:
    figures = rehearse(DRAFT, comments=50)
    assert figures["faults"] == []
    consultation = ConsultationPage.objects.get()
    assert consultation.progress() == Progress.CONCLUDED
    assert consultation.documents.exclude(ordinal=None).count() == 2
    assert {"split", "new", "dropped", "renumbered"} <= set(VersionLink.objects.values_list("kind", flat=True))
    assert Comment.objects.counted().count() == 50
    letters = CommentGroup.objects.filter(title__startswith="Thư số").values_list("title", flat=True)
    assert len({title.split(",")[0] for title in letters}) == len(letters) == 10
    assert figures["groups"] == 10
    assert figures["rows"] < 50
    assert 0 < figures["letters"] < 50
    assert min(figures["bytes"].values()) > 1_000
    assert OutcomePage.objects.get().live
    assert not mail.outbox, "a rehearsal writes to nobody"


def test_a_hundred_hide_one(stage: None, hoai: User, phuc: User, minh: User) -> None:
    figures = rehearse(DRAFT, comments=100)
    assert figures["faults"] == []
    assert Comment.objects.filter(hide_reason=HideReason.OFF_TOPIC).count() == 1


def test_without_the_people_it_says_whom_it_needs(stage: None, hoai: User, minh: User) -> None:
    with pytest.raises(CommandError, match="a drafter and a head"):
        rehearse(DRAFT, comments=1)
    assert not ConsultationPage.objects.exists()


def test_never_in_production(settings: Any, stage: None) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="not for production"):
        rehearse(DRAFT)


def test_a_file_that_is_no_draft(stage: None, hoai: User, phuc: User, minh: User, tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_text("Không có điều nào.", encoding="utf-8")
    with pytest.raises(CommandError):
        rehearse(file)
    with pytest.raises(CommandError, match="There is no file"):
        rehearse(tmp_path / "y.md")
    assert not ConsultationPage.objects.exists()
