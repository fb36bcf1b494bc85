"""`manage.py worker`: send letters, keep the index in step, publish what is scheduled."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from base import worker


class Command(BaseCommand):
    help = "Drain the outbox and the index queue until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="drain what is there and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            done = 0
            while part := worker.drain_all():
                done += part
            self.stdout.write(f"{done} done")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("worker: started")
        worker.run(stop)
        self.stdout.write("worker: stopped")
