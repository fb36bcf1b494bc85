"""`manage.py import_draft FILE --consultation N`: a draft brought in and saved as the drafter's screens do it."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError

from base.refusals import Refusal
from base.uploads.refusals import Refused
from consultation.importing import saving, taking
from consultation.importing.corrections import reading
from consultation.importing.stretches import counted
from consultation.models import ConsultationPage
from consultation.structure.refusals import Unreadable


class Command(BaseCommand):
    help = "Bring a draft (.docx, .md, .txt) in as a text of a consultation, unpublished; print what is doubted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--consultation", type=int, required=True, help="its number, as in its address")
        parser.add_argument("--label", default="", help="what the text is called; the name of the file if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        page = ConsultationPage.objects.filter(number=options["consultation"]).first()
        if page is None:
            raise CommandError(f"there is no consultation {options['consultation']}")
        if not file.is_file():
            raise CommandError(f"{file} is not a file")
        started = time.monotonic()
        upload = SimpleUploadedFile(file.name, file.read_bytes())
        try:
            draft = taking.take(page, (options["label"] or file.stem)[:80], upload, None)
            now = reading(draft)
            document = saving.save(draft, now.last, None)
        except Unreadable as refusal:
            raise CommandError(f"{refusal.code}: {refusal.message}") from refusal
        except (Refused, Refusal) as refusal:
            raise CommandError(str(refusal)) from refusal
        doubts = now.doubts()
        for doubt in doubts:
            self.stdout.write(f"line {doubt.line}: {doubt.kind}: {doubt.sentence} [{doubt.words}]")
        told = ", ".join(f"{count} {level}" for level, count in counted(now.lines))
        follows = f", compared with “{document.previous.label}”" if document.previous else ""
        seconds = time.monotonic() - started
        self.stdout.write(f"document {document.pk}{follows}: {told}; {len(doubts)} doubts, {seconds:.2f} s")
