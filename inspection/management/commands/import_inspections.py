"""`manage.py import_inspections FILE`: a register of conclusions from CSV, XLSX or JSON lines."""

from inspection import loading
from inspection.importing.checking import COLUMNS, ConclusionChecker
from search.importing.command import ImportCommand


class Command(ImportCommand):
    help = "Load a register of inspection conclusions; safe to run twice, and after it was stopped."
    columns = COLUMNS
    loader = loading

    def checker(self, mapping: dict[str, str], defaults: dict[str, str], source: str) -> ConclusionChecker:
        return ConclusionChecker(mapping, defaults, source)
