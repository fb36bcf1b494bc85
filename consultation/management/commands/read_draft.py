"""`manage.py read_draft FILE`: what the importer reads from a draft, and what it doubts; nothing is saved."""

import json
import time
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from consultation.structure.building import build
from consultation.structure.checking import find
from consultation.structure.files import read_file
from consultation.structure.labels import cited, paths
from consultation.structure.nodes import Level
from consultation.structure.refusals import Unreadable
from consultation.structure.write import write


class Command(BaseCommand):
    help = "Read a draft (.docx, .md, .txt) as the importer does, and print its provisions and the doubts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout, nothing else")
        parser.add_argument("--outline", action="store_true", help="print every provision that has a heading")
        parser.add_argument("--markdown", action="store_true", help="print the tree as Markdown, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"{file} is not a file")
        started = time.monotonic()
        try:
            lines = read_file(file.name, file)
        except Unreadable as refusal:
            raise CommandError(f"{refusal.code}: {refusal.message}") from refusal
        document, doubts = build(lines), find(lines)
        seconds = time.monotonic() - started
        if options["markdown"]:
            self.stdout.write(write(document), ending="")
            return
        counts = Counter(node.level for node in document.walk())
        articles = [path for path in paths(document) if path[-1].level is Level.ARTICLE]
        figures = {
            "file": file.name,
            "title": document.title,
            "counts": {level.value: counts[level] for level in Level},
            "articles": [cited(path) for path in articles],
            "doubts": [
                {"kind": doubt.kind, "line": doubt.line, "words": doubt.words, "sentence": doubt.sentence}
                for doubt in doubts
            ],
            "seconds": round(seconds, 3),
        }
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
            return
        if options["outline"]:
            for path in paths(document):
                if path[-1].heading:
                    self.stdout.write(f"{'  ' * (len(path) - 1)}{cited(path)}. {path[-1].heading}")
        for doubt in doubts:
            self.stdout.write(f"line {doubt.line}: {doubt.kind}: {doubt.sentence} [{doubt.words}]")
        told = ", ".join(f"{level.value} {counts[level]}" for level in Level if counts[level])
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(Counter(each.kind for each in doubts).items()))
        ends = f" from {cited(articles[0])} to {cited(articles[-1])}" if articles else ""
        self.stdout.write(f"{document.title or '(no title)'}\n{told};{ends}")
        self.stdout.write(f"{len(doubts)} doubts{f' ({kinds})' if kinds else ''}, {seconds:.2f} s")
