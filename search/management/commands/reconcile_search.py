"""`manage.py reconcile_search`: compare pages, entries and engines, and mend what differs."""

import json
import time
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import indexing
from search.state import states


class Command(BaseCommand):
    help = "Compare what is public with the entries, the entries with each engine, and mend what is out of step."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object an engine on stdout, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        mended, away = indexing.compare()
        indexing.drain_whole()
        for state in states():
            if options["json"]:
                told = asdict(state) | {"oldest": state.oldest.total_seconds() if state.oldest else 0.0}
                self.stdout.write(json.dumps(told))
            else:
                self.stdout.write(f"{state.name}: {state.waiting} changes wait, {state.stuck} refused")
        if away:
            raise CommandError(f"Could not be compared: {', '.join(away)}. What waits for them is kept.")
        if not options["json"]:
            self.stdout.write(f"{mended} entries were out of step; {time.monotonic() - started:.1f} s")
