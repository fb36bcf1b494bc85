"""Campaign letters among honest comments on the same clause, some copied, some with a word of one's own."""

import random

import pytest

from consultation.comparing.campaigns import campaigns

CLAUSE = (
    "Số giờ làm thêm không quá 50% số giờ bình thường trong một ngày, không quá 40 giờ trong một tháng "
    "và không quá 200 giờ trong một năm."
)
LETTER = (
    "Chúng tôi đề nghị giữ trần làm thêm hai trăm giờ một năm vì công nhân dệt may đứng máy cả ngày đã kiệt sức. "
    "Tăng giờ làm thêm chỉ đỡ cho chủ xưởng khỏi tuyển thêm người, còn sức khỏe và bữa cơm nhà chúng tôi thì mất. "
    "Nếu cần đủ sống, xin hãy nâng lương tối thiểu chứ đừng bắt chúng tôi làm đêm."
)
OTHERS = [
    "Tôi làm kế toán ở Bình Dương, thấy nên cho doanh nghiệp tự định giờ làm thêm theo mùa vụ với công đoàn cơ sở.",
    "Con gái tôi mười chín tuổi, tháng nào cũng về lúc mười giờ đêm. Bốn mươi giờ một tháng là quá nhiều.",
    "Xin làm rõ cách tính giờ làm thêm cho người làm theo ca mười hai tiếng, hiện mỗi nơi tính một kiểu.",
]


def test_copies_and_near_copies_are_one_campaign_and_nobody_else() -> None:
    comments = [
        ("hoa", LETTER),
        ("an", OTHERS[0]),
        ("binh", LETTER.upper()),
        ("chi", f"Kính gửi Bộ Lao động, tôi tên là Chi.\n\n{LETTER}\n\nTrân trọng, Nguyễn Thị Chi"),
        ("dung", OTHERS[1]),
        ("em", LETTER.replace("chủ xưởng", "ông chủ").replace(",", " ,")),
        ("giang", OTHERS[2]),
        ("hai", "Chung toi de nghi" + LETTER.removeprefix("Chúng tôi đề nghị")),
    ]
    (found,) = campaigns(comments)
    assert found.members == ("hoa", "binh", "chi", "em", "hai")
    assert (found.typical, found.identical) == ("hoa", 3)


def test_a_letter_with_much_of_ones_own_still_belongs() -> None:
    own = (
        " ".join(OTHERS)
        + " Nhà tôi ba đời làm thợ, chưa năm nào thấy mệt như năm nay, mong các bác nghĩ lại cho chúng cháu nhờ."
    )
    (found,) = campaigns([(1, LETTER), (2, f"{LETTER} {own}")])
    assert found.members == (1, 2)


def test_those_who_quote_one_clause_are_not_of_one_mind() -> None:
    comments = [(at, f"Điều 41 khoản 2 quy định: “{CLAUSE}” {text}") for at, text in enumerate(OTHERS)]
    assert campaigns(comments, quoted=[CLAUSE]) == []
    assert campaigns([(1, f"{CLAUSE} Đồng ý."), (2, f"{CLAUSE} Phản đối.")], quoted=[CLAUSE]) == []


@pytest.mark.parametrize(
    ("texts", "members"),
    [
        (["Tôi đồng ý với dự thảo.", "tôi  đồng ý với dự thảo"], [(0, 1)]),
        (["Tôi đồng ý với dự thảo.", "Tôi không đồng ý với dự thảo."], []),
        (["Đồng ý", "Đồng ý"], []),
        (["", "   "], []),
        ([], []),
    ],
)
def test_short_texts_must_be_the_same_word_for_word(texts: list[str], members: list[tuple[int, ...]]) -> None:
    assert [one.members for one in campaigns(enumerate(texts))] == members


def test_ten_planted_campaigns_among_a_thousand_comments_are_found_exactly() -> None:
    chance = random.Random(7)
    vocabulary = [f"{first}{last}" for first in "b c d g h k l m n p".split() for last in "an anh em ong uong".split()]  # noqa: SIM905

    def text(words: int) -> list[str]:
        return [chance.choice(vocabulary) for _ in range(words)]

    letters = [text(120) for _ in range(10)]
    planted: dict[int, list[int]] = {}
    comments = []
    for at in range(1_000):
        words = text(120)
        if chance.random() < 0.3:
            campaign = chance.randrange(10)
            words = [*letters[campaign]]
            for _ in range(chance.randrange(6)):
                words[chance.randrange(len(words))] = "khác"
            words = [*text(4), *words, *text(3)]
            planted.setdefault(campaign, []).append(at)
        comments.append((at, " ".join(words)))
    found = campaigns(comments)
    assert sorted(one.members for one in found) == sorted(map(tuple, planted.values()))
    assert [len(one.members) for one in found] == sorted(map(len, planted.values()), reverse=True)
    assert campaigns(comments) == found
