"""Names are shown as they were typed, less what deceives or breaks; none of them is used on the disk."""

import pytest

from base.uploads.names import LONGEST, clean_name


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Đơn xin trợ cấp (bản 2).pdf", "Đơn xin trợ cấp (bản 2).pdf"),
        ("Đơn".encode().decode() + ".pdf", "Đơn.pdf"),
        ("e\u0302\u0301.pdf", "ế.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Hoa\\anh.jpg", "anh.jpg"),
        ("anh\u202egpj.exe", "anh gpj.exe"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie: x=1.pdf"),
        ('"><script>alert(1)</script>.pdf', "script>.pdf"),
        ("a\x00b.pdf", "a b.pdf"),
        ("\ud800.pdf", "tep.pdf"),
        (".pdf", "tep.pdf"),
        ("", "tep"),
        ("....", "tep"),
        ("a  b\t c.pdf", "a b c.pdf"),
        ("x" * 400 + ".pdf", "x" * (LONGEST - 4) + ".pdf"),
    ],
)
def test_clean_names(given: str, shown: str) -> None:
    assert clean_name(given) == shown
    assert len(clean_name(given)) <= LONGEST


def test_the_extension_is_of_what_is_inside() -> None:
    assert clean_name("anh.jpg", "png") == "anh.png"
    assert clean_name("y" * 400 + ".jpeg", "jpg") == "y" * (LONGEST - 4) + ".jpg"
