"""“Có phải bạn tìm”: what was mistyped is proposed in the archive's own words, what is well known is left alone."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import analyse_document
from search.corrections import MAX_TOKENS, did_you_mean, read_as

TITLES = [
    "Mức đóng bảo hiểm thất nghiệp là bao nhiêu?",
    "Nghỉ việc bao lâu thì được nhận trợ cấp thất nghiệp?",
    "Hồ sơ hưởng bảo hiểm thất nghiệp gồm những gì?",
    "Nghỉ thai sản có phải đóng bảo hiểm xã hội không?",
    "Chế độ thai sản khi sinh con",
    "Chế độ hưu trí của người lao động",
    "Điều kiện hưởng hưu trí",
    "Tuổi hưu trí năm 2025",
    "Người lao động nước ngoài cần giấy phép lao động",
    "Hợp đồng lao động không xác định thời hạn",
    "Sổ bảo hiểm xã hội bị mất",
    "Được rút bảo hiểm xã hội một lần không?",
]


class Archive:
    """An archive of titles that counts how often it is asked."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.asked: list[int] = []
        for title in TITLES:
            tokens = analyse_document(title)
            self.counts.update({*tokens.words, *tokens.bigrams})

    def frequencies(self, tokens: Sequence[str]) -> dict[str, int]:
        self.asked.append(len(tokens))
        return {token: self.counts[token] for token in tokens if self.counts[token]}

    def titles(self, query: str) -> list[str]:
        wanted = set(query.split())
        return [title for title in TITLES if wanted & set(analyse_document(title).words)]


@pytest.fixture
def archive() -> Archive:
    return Archive()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bao hiem that ngiep", "bảo hiểm thất nghiệp"),
        ("trợ cấp thất nghiêpj", "trợ cấp thất nghiệp"),
        ("thatnghiep", "thất nghiệp"),
        ("bảohiểm thatnghiep", "bảo hiểm thất nghiệp"),
        ("nghi thaisan", "nghỉ thai sản"),
        ("hưu chí", "hưu trí"),
        ("hop dong lao dogn", "hợp đồng lao động"),
        ("bao hiem that ngh iep", "bảo hiểm thất nghiệp"),
        ("che do thai xn", "chế độ thai sản"),
    ],
)
def test_a_slip_is_proposed_with_the_archives_accents(archive: Archive, typed: str, meant: str) -> None:
    assert did_you_mean(typed, archive.frequencies, archive.titles) == meant


def test_what_is_not_in_question_stays_as_typed(archive: Archive) -> None:
    proposed = did_you_mean("BHXH, bao hiem that ngiep (2025)?", archive.frequencies, archive.titles)
    assert proposed == "BHXH, bảo hiểm thất nghiệp (2025)?"


@pytest.mark.parametrize(
    "known",
    [
        "bảo hiểm thất nghiệp",
        "bao hiem that nghiep",
        "bão hiễm thât nghiêp",
        "BHXH",
        "lao động",
        "",
        "?!",
        "12/2019/NĐ-CP",
    ],
)
def test_nothing_is_proposed_for_what_is_well_known(archive: Archive, known: str) -> None:
    assert did_you_mean(known, archive.frequencies, archive.titles) == ""


@pytest.mark.parametrize("unknown", ["xyzabc", "thuế nhập khẩu ô tô", "THACO niêm yết", "Corona"])
def test_nothing_is_proposed_that_the_archive_does_not_hold(archive: Archive, unknown: str) -> None:
    assert did_you_mean(unknown, archive.frequencies, archive.titles) == ""


@given(st.text(st.sampled_from("abcdđeghiklmnoôơprstuưvxy  ảạáà.12"), max_size=250))
def test_the_archive_is_asked_twice_at_most_and_never_much(text: str) -> None:
    archive = Archive()
    did_you_mean(text, archive.frequencies, archive.titles)
    assert len(archive.asked) <= 2
    assert max(archive.asked, default=0) <= MAX_TOKENS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("baor hieemr thaats nghieepj", "bảo hiểm thất nghiệp"),
        ("lao d9o65ng", "lao động"),
        ("dc rut bhxh 1 lan k", "được rut bhxh 1 lan không"),
    ],
)
def test_keys_and_chat_are_read_as_what_the_archive_knows(archive: Archive, typed: str, meant: str) -> None:
    assert read_as(typed, archive.frequencies) == meant
    assert len(archive.asked) == 1


@pytest.mark.parametrize("plain", ["bảo hiểm", "test", "khoản 1", ""])
def test_plain_words_are_read_as_nothing_else(archive: Archive, plain: str) -> None:
    assert read_as(plain, archive.frequencies) == ""


def test_the_end_of_a_long_text_is_kept_when_its_beginning_is_read() -> None:
    story = "trowj caaps thaats nghieepj " + "toi da lam o cong ty nay muoi nam " * 12 + "thai san"
    known = dict.fromkeys(
        ["tro", "cap", "that", "nghiep", "toi", "da", "lam", "o", "cong", "ty", "nay", "muoi", "nam", "thai", "san"], 9
    )
    read = read_as(story, lambda tokens: {token: known[token] for token in tokens if token in known})
    assert read.startswith("trợ cấp thất nghiệp")
    assert read.endswith("thai san")
    assert read_as("x" * 500, lambda tokens: {}) == ""
