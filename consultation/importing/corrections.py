"""What a drafter said about the lines of an import, put over what was read, one correction after the other.

A correction is `{"id": …, "steps": [[verb, place, …], …]}`; a step is a verb of VERBS, the place of its line in the
list as it is then, and what the verb takes.
"""

import hashlib
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from base.refusals import Refusal
from consultation.models import DraftImport
from consultation.structure import correcting
from consultation.structure.building import build
from consultation.structure.checking import find
from consultation.structure.doubts import Doubt, DoubtKind
from consultation.structure.lines import ReadLine, Role, from_rows
from consultation.structure.nodes import Document, Level

Step = list[Any]
Correction = dict[str, Any]
MOST = 5_000  # corrections of one import; each is done again whenever the lines are shown
SAVED = "Lần nhập này đã được lưu thành bản dự thảo, không sửa được nữa."
LINE_CHANGED = "Dòng này, hoặc dòng ngay cạnh, vừa được sửa ở một cửa sổ khác. Xin xem lại rồi lưu."
NOTHING_TO_UNDO = "Việc sửa cuối cùng đã khác. Xin xem lại trước khi hoàn tác."
TOO_MANY = "Đã sửa quá nhiều chỗ. Xin sửa trong tệp Word rồi nhập lại."


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines as they are now; `confirmed` are those that a drafter took as they were read."""

    lines: list[ReadLine]
    confirmed: frozenset[ReadLine] = frozenset()
    last: str = ""  # the id of the last correction

    def doubts(self) -> list[Doubt]:
        """Return what is still doubted, in the order of the lines."""
        return [
            doubt
            for doubt in find(self.lines)
            if doubt.kind is DoubtKind.NO_TITLE or self.lines[doubt.index] not in self.confirmed
        ]

    def document(self) -> Document:
        """Return the tree that the lines make."""
        return build(self.lines)

    def digest(self, at: int) -> str:
        """Return what tells a line and its neighbours from what another window made of them."""
        near = self.lines[max(at - 1, 0) : at + 2] if 0 <= at < len(self.lines) else []
        told = json.dumps([at, *([one.line, one.role, one.level, one.number, one.whole] for one in near)])
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def reading(draft: DraftImport) -> Reading:
    """Return the lines of an import with every correction put over them."""
    return _put_over(from_rows(draft.lines), draft.corrections)


def _put_over(lines: list[ReadLine], corrections: Sequence[Correction]) -> Reading:
    confirmed: set[ReadLine] = set()
    for correction in corrections:
        for step in correction["steps"]:
            lines = _done(lines, step)
            if step[0] == "confirm":
                confirmed.add(lines[step[1]])
    return Reading(lines, frozenset(confirmed), corrections[-1]["id"] if corrections else "")


def correct(draft: DraftImport, at: int, digest: str, steps: Callable[[Reading], Sequence[Step]]) -> Reading:
    """Put one correction over an import and return the lines after it; `steps` makes it of the lines before it.

    Raises:
        Refusal: the line is not what the drafter saw, the import is saved already, or there are too many corrections.
        CannotCorrect: it makes no sense.
    """
    with transaction.atomic():
        _lock(draft)
        before = reading(draft)
        if not 0 <= at < len(before.lines):
            raise correcting.CannotCorrect("no_line")
        if before.digest(at) != digest:
            raise Refusal(LINE_CHANGED)
        wanted = [list(step) for step in steps(before)]
        if not wanted:
            return before
        if len(draft.corrections) >= MOST:
            raise Refusal(TOO_MANY)
        said = [*draft.corrections, {"id": secrets.token_hex(6), "steps": wanted}]
        after = _put_over(from_rows(draft.lines), said)
        draft.corrections = said
        draft.save(update_fields=["corrections"])
    return after


def undo(draft: DraftImport, last: str) -> None:
    """Take the last correction back, if it is still the one that the drafter saw. Raise Refusal when it is not."""
    with transaction.atomic():
        _lock(draft)
        if not draft.corrections or draft.corrections[-1]["id"] != last:
            raise Refusal(NOTHING_TO_UNDO)
        draft.corrections = draft.corrections[:-1]
        draft.save(update_fields=["corrections"])


def start_over(draft: DraftImport, last: str) -> None:
    """Take every correction back, if the last one is still the one that the drafter saw. Raise Refusal otherwise."""
    with transaction.atomic():
        _lock(draft)
        if not draft.corrections or draft.corrections[-1]["id"] != last:
            raise Refusal(NOTHING_TO_UNDO)
        draft.corrections = []
        draft.save(update_fields=["corrections"])


def line_steps(reading: Reading, at: int, role: Role, level: Level | None, number: str, words: str) -> list[Step]:
    """Return what is done when a drafter changed a line on its screen; a line break in `words` parts the line there."""
    line = reading.lines[at]
    steps: list[Step] = []
    if role is Role.PROVISION and line.role is role and level is line.level:
        if " ".join(number.split()) != line.number:
            steps.append(["renumber", at, number])
    elif role is not line.role or level is not line.level:
        steps.append(["role", at, role.value, level.value if level else None, number])
    pieces = [piece for piece in (" ".join(piece.split()) for piece in words.splitlines()) if piece]
    changed = " ".join(pieces) != _words_shown(line)
    if changed:
        steps.append(["reword", at, " ".join(pieces)])
    now = _after(reading.lines, steps)[at].words if len(pieces) > 1 else ""
    for cut in reversed(range(1, len(pieces))):
        # Counted from the end: a label that became one of its own took words from the beginning.
        behind = len(" ".join(pieces[cut:]))
        steps.append(["split", at, len(now) - behind])
    return steps


def _words_shown(line: ReadLine) -> str:
    return " ".join(line.words.split())


def _after(lines: list[ReadLine], steps: Sequence[Step]) -> list[ReadLine]:
    for step in steps:
        lines = _done(lines, step)
    return lines


def _done(lines: list[ReadLine], step: Step) -> list[ReadLine]:
    verb, at, *told = step
    return VERBS[verb](lines, at, *told)


def _role(lines: list[ReadLine], at: int, role: str, level: str | None, number: str) -> list[ReadLine]:
    return correcting.change_role(lines, at, Role(role), Level(level) if level else None, number)


VERBS: dict[str, Callable[..., list[ReadLine]]] = {
    "role": _role,
    "renumber": correcting.renumber,
    "reword": correcting.reword,
    "split": correcting.split,
    "join": correcting.join,
    "confirm": correcting.confirm,
}


def _lock(draft: DraftImport) -> None:
    """Read the import again, for changing. Raise Refusal when it is a document already."""
    draft.refresh_from_db(from_queryset=DraftImport.objects.select_for_update())
    if draft.document_id is not None:
        raise Refusal(SAVED)
