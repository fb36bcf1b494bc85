"""`manage.py rebuild_search`: build an engine's index anew, beside the live one."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from search import indexing


class Command(BaseCommand):
    help = "Build the search index anew from the entries and swap it in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--engine", default=settings.SEARCH_ENGINE, help="embedded or elasticsearch")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        indexing.reconcile()
        count = indexing.rebuild(options["engine"])
        self.stdout.write(f"{count} documents in {time.monotonic() - started:.1f} s")
