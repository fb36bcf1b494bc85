"""`manage.py check_portal`: is everything in order, what is wrong, what to do."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from base import health
from base.health import Level


class Command(BaseCommand):
    help = "Look at every part the portal needs and say what is wrong and what to do; ends with 1 if anything is."
    # Faults of the settings are among the findings; they must not keep the rest from being looked at.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--only", action="append", default=[], choices=health.names(), help="look at this part only"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a finding on stdout, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = dict.fromkeys(Level, 0)
        for part, finding in health.examine(options["only"]):
            counts[finding.level] += 1
            if options["json"]:
                told = {"part": part, "level": finding.level, "says": finding.says, "do": finding.do}
                self.stdout.write(json.dumps(told, ensure_ascii=False))
                continue
            paint = {Level.OK: self.style.SUCCESS, Level.LOOK: self.style.WARNING, Level.WRONG: self.style.ERROR}
            self.stdout.write(f"{paint[finding.level](f'{finding.level.upper():<6}')} {part:<16} {finding.says}")
            if finding.do:
                self.stdout.write(f"{'':<23} → {finding.do}")
        if not options["json"]:
            self.stdout.write(
                f"{counts[Level.OK]} in order, {counts[Level.LOOK]} to look at, {counts[Level.WRONG]} wrong"
            )
        if counts[Level.WRONG]:
            sys.exit(1)
