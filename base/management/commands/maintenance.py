"""`manage.py maintenance on|off|page`: close the portal for a while, open it, or write the page for the proxy."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from base import maintenance
from base.errors import maintenance_page


class Command(BaseCommand):
    help = "Close the portal with a page that says so (503), or open it again. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["on", "off", "page"])
        parser.add_argument("file", nargs="?", type=Path, help="where `page` writes the page that a proxy shows itself")
        parser.add_argument("--until", default="", help="what people are told, as in: 22 giờ 30 tối nay")

    def handle(self, *args: Any, what: str, file: Path | None, until: str, **options: Any) -> None:
        if what == "page":
            if file is None:
                raise CommandError("Name the file to write: manage.py maintenance page /srv/errors/503.html")
            file.write_text(maintenance_page(until), encoding="utf-8")
            self.stdout.write(f"written to {file}")
        elif what == "on":
            maintenance.begin(until)
            self.stdout.write("closed: every request of this data folder's web servers is answered 503")
        else:
            maintenance.end()
            self.stdout.write("open")
