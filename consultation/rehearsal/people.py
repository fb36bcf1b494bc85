"""Made-up comments: letters written beforehand that many send, and people who speak for themselves."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

CAMPAIGNS = 10
IN_CAMPAIGNS = 0.3  # of all comments
WITH_ADDRESS = 0.6
ASKS = (
    "làm rõ ai chịu trách nhiệm",
    "kéo dài thời hạn",
    "bỏ giấy tờ này",
    "cho nộp qua mạng",
    "giảm mức đóng",
    "nêu mức phạt cụ thể",
    "giữ như quy định hiện hành",
    "bảo vệ lao động nữ có con nhỏ",
    "hướng dẫn cho hợp tác xã",
    "tính cả thời gian học nghề",
)
WHY = (
    "vì công nhân ở xa không đi lại được",
    "vì doanh nghiệp nhỏ không có người chuyên trách",
    "vì hiện nay mỗi nơi làm một cách",
    "vì năm ngoái đã có nhiều vụ phải chờ hàng tháng",
    "vì người già không dùng được điện thoại",
    "vì quy định này trùng với luật khác",
)
ORGANISATIONS = ("Hiệp hội Dệt may", "Công đoàn khu công nghiệp", "Công ty Cổ phần May Một", "Hội Phụ nữ tỉnh")


@dataclass(frozen=True, slots=True)
class Saying:
    """What one person sends: on which provision ("" the whole), in which words, and who it is."""

    key: str
    content: str
    name: str
    organisation: str
    email: str


def sayings(count: int, keys: list[str], chance: random.Random) -> Iterator[Saying]:
    """Yield `count` comments on random provisions; a third of them are letters of ten campaigns."""
    letters = [_letter(number, chance.choice(keys or [""])) for number in range(CAMPAIGNS)]
    for number in range(count):
        if chance.random() < IN_CAMPAIGNS or number < 2 * CAMPAIGNS:
            key, content = letters[number % CAMPAIGNS]
        else:
            key = chance.choice(["", *keys])
            content = f"Tôi đề nghị {chance.choice(ASKS)}, {chance.choice(WHY)}. Ý thứ {number} của tôi về chỗ này."
        organisation = f"{chance.choice(ORGANISATIONS)} {number}" if chance.random() < 0.1 else ""
        email = f"dien-tap-{number}@example.invalid" if chance.random() < WITH_ADDRESS else ""
        yield Saying(key, content, f"Người diễn tập {number}", organisation, email)


def _letter(number: int, key: str) -> tuple[str, str]:
    """Return a letter with three wishes; no two of them wish the same three."""
    wishes = [f"Xin {ASKS[(number + step) % 10]}, {WHY[(number * step + step) % 6]}." for step in (1, 3, 4)]
    return key, f"Thư số {number}, chúng tôi cùng ký tên. {' '.join(wishes)}"
