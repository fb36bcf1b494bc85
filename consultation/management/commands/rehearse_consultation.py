"""`manage.py rehearse_consultation FILE`: a draft down the whole road with made-up comments (never in production)."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from consultation.rehearsal.cast import cast_from_posts
from consultation.rehearsal.road import rehearse
from consultation.structure.refusals import Unreadable


class Command(BaseCommand):
    help = "Import a draft, have it commented on, answered, revised and concluded, and check that nothing is lost."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="DOCX or Markdown")
        parser.add_argument("--comments", type=int, default=2_000, help="how many made-up comments (2000)")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout, nothing else")

    def handle(self, *args: Any, file: Path, comments: int, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("A rehearsal writes a consultation with comments: it is not for production.")
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        quiet = options["json"]

        def tell(step: str) -> None:
            if not quiet:
                self.stderr.write(f"{step} …")

        try:
            figures = rehearse(file, comments, cast_from_posts(), tell)
        except (LookupError, Unreadable) as error:
            raise CommandError(str(error)) from error
        if quiet:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
        else:
            self._print(figures)
        if figures["faults"]:
            raise CommandError("; ".join(figures["faults"]))

    def _print(self, figures: dict[str, Any]) -> None:
        for step, seconds in figures["seconds"].items():
            self.stdout.write(f"{step:<28} {seconds:8.2f} s")
        self.stdout.write(
            f"{figures['comments']} comments on {figures['provisions']} provisions, {figures['groups']} groups, "
            f"{figures['rows']} rows, {figures['letters']} letters: no comment without place or answer"
            if not figures["faults"]
            else f"{len(figures['faults'])} faults"
        )
