"""`manage.py backup FOLDER`: the database and the files, with a manifest; the keys apart."""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from base.backup import Unfit, keys, making
from base.progress import bar_of_bytes

INTERRUPTED = 130


class Command(BaseCommand):
    help = "Back the portal up into a new folder under FOLDER, while it runs; Ctrl-C leaves nothing half done."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where backups are kept: another disk, or what is copied to one")
        parser.add_argument(
            "--keep", type=int, metavar="N", help="afterwards remove all but the N newest backups there"
        )
        parser.add_argument("--keys", type=Path, metavar="FILE", help="also write the keys to this file; keep it apart")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        started, place = time.monotonic(), options["folder"]
        if options["keep"] is not None and options["keep"] < 1:
            raise CommandError("--keep must leave at least one.")
        if options["keys"] and options["keys"].resolve().is_relative_to(place.resolve()):
            raise CommandError("--keys must lead elsewhere: whoever gets the backup would get the keys with it.")
        try:
            with bar_of_bytes("Backing up", making.size(), shown=self.stderr.isatty()) as progress:
                folder, made = making.make(place, progress)
            if options["keys"]:
                keys.write(options["keys"])
            removed = making.remove_all_but(place, options["keep"]) if options["keep"] else 0
        except (Unfit, OSError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stderr.write("Stopped; nothing is left of it.")
            sys.exit(INTERRUPTED)
        seconds = time.monotonic() - started
        if options["json"]:
            told = {"folder": str(folder), "files": len(made.files), "bytes": made.size, "removed": removed}
            self.stdout.write(json.dumps(told | {"seconds": round(seconds, 1)}, ensure_ascii=False))
            return
        gone = f", {removed} old ones removed" if removed else ""
        self.stdout.write(f"{folder}: {len(made.files)} files, {made.size / 1e6:,.1f} MB in {seconds:.1f} s{gone}")
