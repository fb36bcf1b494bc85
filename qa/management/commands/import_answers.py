"""`manage.py import_answers FILE`: an archive of answers from JSON lines, CSV or XLSX."""

from base.importing.rows import Refused, Unreadable
from qa import loading
from qa.importing.checking import COLUMNS, AnswerChecker
from search.importing.command import ImportCommand


class Command(ImportCommand):
    help = "Load an archive of answers; safe to run twice, and after it was stopped."
    columns = COLUMNS
    loader = loading

    def checker(self, mapping: dict[str, str], defaults: dict[str, str], source: str) -> AnswerChecker:
        checker = AnswerChecker(mapping, defaults, source)
        try:
            checker.check_defaults()
        except Refused as refused:
            known = ", ".join(checker.known_fields())
            raise Unreadable(f"--default: {refused.reason}: {refused.detail}. The fields: {known}.") from refused
        return checker
