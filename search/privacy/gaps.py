"""What is taken out of a text leaves a gap behind; and the words of a text with their places."""

import re
from dataclasses import dataclass

GAP = "…"

_WORD = re.compile(r"[^\W_]+")
_GAPS = re.compile(rf"\s*{GAP}(?:[\s,.;:()/\-]*{GAP})*\s*")


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that no name of a person or street goes beyond, where capitals do not tell where it ends.
ENDS_A_NAME = word_set(
    "hỏi hoi ở tại tai bị bi được duoc đã đang dang sẽ se có không khong là thì muốn muon xin đề nghị để của cua cho "
    "với voi và theo thuộc thuoc nay năm sinh quê que làm nghỉ nghi đóng hưởng nhận công số so tuổi tuoi hiện hien "
    "trước truoc khi nếu neu như nhu mà vì do"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands; `follows` tells that nothing but one space parts it from the word before."""

    start: int
    end: int
    text: str
    follows: bool

    @property
    def is_capitalised(self) -> bool:
        return self.text[:1].isupper()


def words_of(text: str) -> list[Word]:
    found: list[Word] = []
    end = -1
    for match in _WORD.finditer(text):
        found.append(Word(match.start(), match.end(), match.group(), text[end : match.start()] == " "))
        end = match.end()
    return found


def cut(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text with a gap for each span."""
    parts, done = [], 0
    for start, end in sorted(spans):
        if start >= done:
            parts += [text[done:start], GAP]
        done = max(done, end)
    return "".join(parts) + text[done:]


def join_gaps(text: str) -> str:
    """Return the text with one gap for several in a row, and a space on each side of it."""
    return _GAPS.sub(f" {GAP} ", text).strip()
