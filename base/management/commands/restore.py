"""`manage.py restore FOLDER`: put a backup back into an empty place, or with --force in the place of what is there."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from base.backup import Unfit, keys, manifest, restoring
from base.progress import bar_of_bytes

INTERRUPTED = 130


class Command(BaseCommand):
    help = "Put a backup back, after every file of it was compared with its hash. Stop the web server and worker first."
    # The database may lack every table, which some checks look at.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="a backup: the folder in which manifest.json lies")
        parser.add_argument(
            "--force", action="store_true", help="replace what is there; files unknown to it are removed"
        )
        parser.add_argument("--check", action="store_true", help="only compare every file with its hash")

    def handle(self, *args: Any, **options: Any) -> None:
        started, folder, shown = time.monotonic(), options["folder"], self.stderr.isatty()
        try:
            with bar_of_bytes("Checking", manifest.read(folder).size, shown=shown) as progress:
                known = restoring.check(folder, progress)
            if options["check"]:
                self.stdout.write(f"{folder} of {known.made_at} is whole: {len(known.files)} files")
                return
            restoring.refuse_unfit(known)
            occupied = restoring.occupied()
            if occupied and not options["force"]:
                raise Unfit(f"The place is not empty: {', '.join(occupied)}. Back it up, then restore with --force.")
            with bar_of_bytes("Restoring", known.size, shown=shown) as progress:
                restoring.restore(folder, known, progress)
        except (Unfit, OSError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stderr.write("Stopped. The place is half restored: run it again with --force.")
            sys.exit(INTERRUPTED)
        for name in keys.others(known.keys):
            self.stderr.write(self.style.WARNING(f"{name} is not the one of this backup. {MEANS[name]}"))
        size, seconds = known.size / 1e6, time.monotonic() - started
        self.stdout.write(f"{len(known.files)} files, {size:,.1f} MB of {known.made_at} in {seconds:.1f} s")
        self.stdout.write(
            "Now: manage.py migrate, manage.py rebuild_search, start worker and web, manage.py check_portal"
        )


MEANS = {
    "SECRET_KEY": "Officers have to log in again.",
    "CASE_SECRET_KEY": "The codes that senders hold open their cases no more: set it as it was (the file of --keys).",
}
