"""Names stand in the order of the Vietnamese alphabet: Đ after D, ă and â after a, tones last."""

import random
import unicodedata

import pytest

from base.alphabet import LETTERS, alphabetical, vietnamese_key


@pytest.mark.parametrize(
    "in_order",
    [
        ["An Giang", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Điện Biên", "Đồng Nai", "Hà Nội", "Vĩnh Long"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mã hóa"],
        ["Bạc Liêu", "Bắc Giang", "Bắc Ninh", "Bến Tre", "Bình Dương"],
        ["Tây Ninh", "Thanh Hóa", "Thừa Thiên Huế", "Tiền Giang", "Trà Vinh"],
        ["Hải Dương", "Hải Phòng", "Hòa Bình", "Hồ Chí Minh", "Hưng Yên"],
        ["Cục 9", "Cục Trẻ em", "Cục Việc làm", "Vụ Bảo hiểm", "Vụ Pháp chế"],
        ["ô", "Ô", "ồ", "ơ", "ở", "u", "ư"],
        ["", " ", "-", "1", "a", "ж"],
        list(LETTERS),
    ],
)
def test_the_order_of_the_alphabet(in_order: list[str]) -> None:
    mixed = random.Random(3).sample(in_order, len(in_order))
    assert alphabetical(mixed) == in_order


def test_both_forms_of_unicode_have_one_place() -> None:
    name = "Đắk Lắk"
    assert vietnamese_key(unicodedata.normalize("NFD", name))[:2] == vietnamese_key(name)[:2]


def test_no_text_is_too_strange_to_be_sorted() -> None:
    strange = ["\ud800", "İ", "\u0301", "😀", "ß", "ﬁ", "٣", "²", "\x00", "Ǆ"]
    assert len(alphabetical(strange)) == len(strange)
