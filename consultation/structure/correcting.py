"""The drafter's corrections: each returns a new list of lines, from which the tree is built anew."""

from collections.abc import Sequence
from dataclasses import replace

from consultation.structure.labels import named
from consultation.structure.lines import MAX_LINES, MAX_NUMBER, ReadLine, Role
from consultation.structure.nodes import WITHOUT_HEADING, Level
from consultation.structure.numbers import key_of
from consultation.structure.paragraphs import MAX_CHARACTERS, cleaned
from consultation.structure.recognising import label_of

MESSAGES = {
    "no_line": "Dòng này không còn trong danh sách. Xin tải lại trang.",
    "no_level": "Xin chọn cấp (điều, khoản, điểm …) cho dòng này.",
    "no_number": "Xin ghi số của {name}.",
    "bad_number": "Không hiểu số “{number}” của {name}. Xin ghi như trong văn bản, ví dụ 12, 12a, IV, đ.",
    "nothing_above": "Không có dòng nào ở trên để nối vào.",
    "cut_outside": "Xin chọn chỗ tách nằm giữa dòng.",
    "no_words": "Dòng không thể để trống. Muốn bỏ dòng, xin chọn “Bỏ”.",
    "too_much": "Văn bản đã quá dài.",
}


class CannotCorrect(Exception):  # noqa: N818  (an answer to the drafter, not an error of the program)
    """A correction makes no sense; `code` names the reason in MESSAGES, `message` tells it in Vietnamese."""

    def __init__(self, code: str, **told: str) -> None:
        self.code = code
        self.message = MESSAGES[code].format(**told)
        super().__init__(self.message)


def change_role(
    lines: Sequence[ReadLine], index: int, role: Role, level: Level | None = None, number: str = ""
) -> list[ReadLine]:
    """Return the lines with another role for one of them.

    For a provision its level is needed; its number is the one given, or the one with which the line begins.
    """
    line = _line(lines, index)
    if role is not Role.PROVISION:
        return _with(lines, index, ReadLine(line.line, line.whole, role))
    if level is None:
        raise CannotCorrect("no_level")
    label = label_of(line.whole, stands_out=True)
    number = " ".join(cleaned(number).split())
    if label and label.level is level and number in ("", label.number):
        return _with(lines, index, ReadLine(line.line, label.rest, role, label.written, level, label.number))
    _check_number(level, number)
    words = label.rest if label and label.level is level else line.words if line.role is role else line.whole
    return _with(lines, index, ReadLine(line.line, words, role, label_written(level, number), level, number))


def renumber(lines: Sequence[ReadLine], index: int, number: str) -> list[ReadLine]:
    """Return the lines with another number for one provision."""
    line = _line(lines, index)
    if line.role is not Role.PROVISION or line.level is None:
        raise CannotCorrect("no_level")
    number = " ".join(cleaned(number).split())
    _check_number(line.level, number)
    return _with(lines, index, replace(line, number=number, label=label_written(line.level, number), doubts=()))


def reword(lines: Sequence[ReadLine], index: int, words: str) -> list[ReadLine]:
    """Return the lines with other words for one of them; its label stays."""
    line = _line(lines, index)
    words = " ".join(cleaned(words).split())
    if not words and not line.label:
        raise CannotCorrect("no_words")
    if len(words) > MAX_CHARACTERS:
        raise CannotCorrect("too_much")
    return _with(lines, index, replace(line, words=words, doubts=()))


def confirm(lines: Sequence[ReadLine], index: int) -> list[ReadLine]:
    """Return the lines with one of them taken as it was read: what was doubted of it is right."""
    return _with(lines, index, replace(_line(lines, index), doubts=()))


def join(lines: Sequence[ReadLine], index: int) -> list[ReadLine]:
    """Return the lines with one put behind the words of the line above that is part of the text."""
    line = _line(lines, index)
    above = next((at for at in range(index - 1, -1, -1) if lines[at].role is not Role.DROPPED), None)
    if above is None:
        raise CannotCorrect("nothing_above")
    joined = replace(lines[above], words=f"{lines[above].words} {line.whole}".strip(), doubts=())
    return [*lines[:above], joined, *lines[above + 1 : index], *lines[index + 1 :]]


def split(lines: Sequence[ReadLine], index: int, at: int) -> list[ReadLine]:
    """Return the lines with one parted at a character of its words; the part behind is read as a line of its own."""
    line = _line(lines, index)
    before, behind = line.words[: max(at, 0)].rstrip(), line.words[max(at, 0) :].lstrip()
    if not behind or not (before or line.label):
        raise CannotCorrect("cut_outside")
    if len(lines) >= MAX_LINES:
        raise CannotCorrect("too_much")
    label = label_of(behind)
    if label:
        second = ReadLine(line.line, label.rest, Role.PROVISION, label.written, label.level, label.number)
    else:
        role = Role.TEXT if line.role in (Role.PROVISION, Role.HEADING, Role.JOINED) else line.role
        second = ReadLine(line.line, behind, role)
    return [*lines[:index], replace(line, words=before, doubts=()), second, *lines[index + 1 :]]


def label_written(level: Level, number: str) -> str:
    """Return the label as a legal text writes it: "Điều 12.", "3.", "đ)", "Chương IV"."""
    if level in WITHOUT_HEADING:
        return f"{number}{')' if level is Level.POINT else '.'}"
    return named(level, number) + ("." if level is Level.ARTICLE else "")


def _line(lines: Sequence[ReadLine], index: int) -> ReadLine:
    if not 0 <= index < len(lines):
        raise CannotCorrect("no_line")
    return lines[index]


def _with(lines: Sequence[ReadLine], index: int, line: ReadLine) -> list[ReadLine]:
    return [*lines[:index], line, *lines[index + 1 :]]


def _check_number(level: Level, number: str) -> None:
    name = named(level, "").lower()
    if not number and level is not Level.APPENDIX:
        raise CannotCorrect("no_number", name=name)
    if number and (len(number) > MAX_NUMBER or not key_of(level, number)):
        raise CannotCorrect("bad_number", number=number[:MAX_NUMBER], name=name)
