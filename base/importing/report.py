"""What became of the rows: figures, the refused ones by line and reason, and a CSV of all of these.

The CSV also keeps each text that was converted from TCVN3 or VNI as it stood in the file.
"""

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from base.exports import harmless
from base.importing.rows import Refusal

KEPT = 1000  # refusals that are kept in memory; the CSV has them all


@dataclass
class Report:
    """Counts rows and keeps refusals; used as a context it writes each refusal to a CSV file when there is one."""

    path: Path | None = None
    rows: int = 0
    loaded: int = 0
    already_there: int = 0
    retitled: int = 0  # of those already there, how many have another title in the portal
    converted: int = 0  # texts that were in TCVN3 or VNI
    reasons: Counter[str] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    _file: TextIO | None = None

    @property
    def refused(self) -> int:
        return self.reasons.total()

    def refuse(self, refusal: Refusal) -> None:
        self.reasons[str(refusal.reason)] += 1
        if len(self.refusals) < KEPT:
            self.refusals.append(refusal)
        if self._file:
            csv.writer(self._file).writerow([refusal.line, refusal.reason, harmless(refusal.detail)])

    def keep_originals(self, line: int, legacy: dict[str, str]) -> None:
        """Count the texts of a row that were converted, and write each to the CSV file as it was."""
        self.converted += len(legacy)
        if self._file:
            for ours, text in legacy.items():
                csv.writer(self._file).writerow([line, f"converted {ours}", harmless(text)])

    def figures(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "loaded": self.loaded,
            "already_there": self.already_there,
            "refused": self.refused,
            "converted": self.converted,
            "reasons": dict(self.reasons),
            "refusals": [{"line": one.line, "reason": one.reason, "detail": one.detail} for one in self.refusals],
        }

    def __enter__(self) -> "Report":
        if self.path:
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            csv.writer(self._file).writerow(["line", "reason", "detail"])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            self._file.close()


def printable(text: str) -> str:
    """Return a text that cannot steer a terminal."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
