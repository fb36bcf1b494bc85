"""What anybody reads of the versions of a draft: each text, and what changed between two."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from consultation.models import ConsultationPage
from ministry.models import User
from tests.consultation.reading import revise, words
from tests.consultation.steps import FIRST_TEXT, SECOND_TEXT, fresh

THIRD_TEXT = SECOND_TEXT.replace("## Điều 5. Nộp hồ sơ qua mạng", "## Điều 5. Nộp hồ sơ").replace(
    "trong hai năm đầu", "trong ba năm đầu"
)


@pytest.fixture
def revised(consultation: ConsultationPage, hoai: User, phuc: User, minh: User) -> ConsultationPage:
    """The circular with a second and a third version."""
    for text, label in ((SECOND_TEXT, "Dự thảo 2"), (THIRD_TEXT, "Dự thảo 3")):
        revise(consultation, text, label, hoai, phuc, minh)
    return fresh(consultation)


def test_each_version_keeps_its_address_and_what_changed_is_told(revised: ConsultationPage, stranger: Client) -> None:
    old = words(stranger, f"{revised.address}ban-1/")
    assert "Đây là bản cũ." in old
    assert "Góp ý điều này" not in old
    assert "Nộp hồ sơ qua mạng" not in old
    assert "Nộp hồ sơ qua mạng" in words(stranger, f"{revised.address}ban-2/")
    assert stranger.get(f"{revised.address}ban-4/").status_code == 404

    told = words(stranger, f"{revised.address}so-sanh/?tu=1&den=2")
    assert "Điều 3 nay là Điều 4" in told
    assert "Điều 5: mới thêm" in told
    assert '<del><span class="sr">[bỏ: </span>' in told
    assert '<ins><span class="sr">[thêm: </span>' in told
    assert "giữ nguyên" in told.partition("<summary>")[2]
    sides = words(stranger, f"{revised.address}so-sanh/?tu=1&den=2&cach=song-song")
    assert 'class="sides-old"' in sides

    newest = words(stranger, f"{revised.address}so-sanh/")
    assert "Dự thảo 3 khác Dự thảo 2" in newest
    assert '<span class="sr">[thêm: </span>ba' in newest
    over_two = words(stranger, f"{revised.address}so-sanh/?tu=1&den=3")
    assert "Điều 3 nay là Điều 4" in over_two
    assert "Điều 5: mới thêm" in over_two
    assert words(stranger, f"{revised.address}so-sanh/?tu=3&den=1").count("Điều 5: mới thêm") == 1, "the order is kept"

    for query in ("tu=1&den=1", "tu=1&den=9", "tu=x&den=2"):
        assert stranger.get(f"{revised.address}so-sanh/?{query}").status_code == 404, query


def test_a_first_version_is_compared_with_nothing(consultation: ConsultationPage, stranger: Client) -> None:
    assert stranger.get(f"{consultation.address}so-sanh/").status_code == 404
    assert "so-sanh" not in words(stranger, consultation.address)


LINES = [line for line in FIRST_TEXT.splitlines() if line]


@given(st.lists(st.sampled_from(LINES[3:]), max_size=9), st.lists(st.sampled_from(LINES[3:]), max_size=9))
def test_whatever_became_of_a_text_every_change_is_told_once(old: list[str], new: list[str]) -> None:
    """Each link that says more than "same" is told in exactly one group."""
    from consultation.comparing.keys import placed
    from consultation.comparing.lineage import propose
    from consultation.comparing.links import Kind
    from consultation.comparison import groups_of
    from consultation.structure.building import build
    from consultation.structure.markdown import paragraphs
    from consultation.structure.reading import read

    trees = [build(read(paragraphs("\n\n".join([*LINES[:3], *lines])))) for lines in (old, new)]
    before, after = (placed(tree) for tree in trees)
    links = propose(*trees)
    groups = groups_of(links, before, after)
    told = [change for group in groups for change in group.changes]
    assert len(told) == len([link for link in links if link.kind != Kind.SAME or link.reworded])
