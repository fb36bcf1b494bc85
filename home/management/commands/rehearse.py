"""`manage.py rehearse FILE`: send real questions down the whole road and find each again (never in production)."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home import rehearsal


class Command(BaseCommand):
    help = "Send the questions of a JSONL file {question, answer} down the whole road, and find each again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--limit", type=int, help="only the first so many questions")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout, nothing else")

    def handle(self, *args: Any, file: Path, limit: int | None, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("A rehearsal writes cases and answers: it is not for production.")
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        questions = rehearsal.read_questions(file, limit)
        quiet = options["json"]

        def progress(done: int) -> None:
            if not quiet and (done % 20 == 0 or done == len(questions)):
                self.stderr.write(f"{done} of {len(questions)} answered")

        try:
            figures = rehearsal.rehearse(questions, rehearsal.cast_from_posts(), progress)
        except LookupError as error:
            raise CommandError(str(error)) from error
        if quiet:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
            return
        for step, seconds in figures["seconds"].items():
            self.stdout.write(f"{step:<22} {seconds:8.2f} s  {1000 * seconds / max(figures['n'], 1):7.1f} ms each")
        for question in figures["missed"]:
            self.stdout.write(f"not found: {question}")
        self.stdout.write(f"{figures['found']} of {figures['n']} found among the first {rehearsal.FOUND_AMONG}")
