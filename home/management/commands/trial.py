"""`manage.py trial`: bring everything up to date, then run the worker and the web server until Ctrl-C (`make run`)."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

STATIC_SOURCES = ("requirements.txt", "site/static")


class Command(BaseCommand):
    help = "Try the portal out on this machine, with sample content. Not for production."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare-only", action="store_true", help="stop when everything is up to date")

    def handle(self, *args: Any, port: int, prepare_only: bool, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("`make run` is for trying out; docs/operating.md says how to run in production.")
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Setting up the database …")
            call_command("migrate", verbosity=0)
        self._collect_static()
        call_command("sample_content", stdout=self.stdout)
        if not prepare_only:
            self._serve(port)

    def _collect_static(self) -> None:
        """Collect static files when their sources changed since the last time."""
        digest = hashlib.sha256()
        for source in STATIC_SOURCES:
            path = Path(settings.BASE_DIR) / source
            for file in sorted([path] if path.is_file() else path.rglob("*")):
                if file.is_file():
                    digest.update(str(file).encode() + file.read_bytes())
        stamp = Path(str(settings.STATIC_ROOT)) / ".collected"
        if stamp.exists() and stamp.read_text() == digest.hexdigest():
            return
        self.stdout.write("Collecting static files …")
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(digest.hexdigest())

    def _serve(self, port: int) -> None:
        address = f"http://localhost:{port}"
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings", "PORTAL_BASE_URL": address}
        server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        server += ["--blocking-threads", "4", "--log-level", "warning", "--no-ws", "portal.wsgi:application"]
        worker = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "worker"]
        processes = [subprocess.Popen(command, env=environment) for command in (worker, server)]  # noqa: S603

        def stop(signum: int, frame: FrameType | None) -> None:
            for process in processes:
                if process.poll() is None:
                    process.terminate()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        self.stdout.write(f"The portal is on {address}/ and its admin on {address}/admin/ (Ctrl-C stops it).")
        self.stdout.flush()
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        stop(0, None)
        for process in processes:
            process.wait()
