"""The process that has one portal: `python -m tools.bench.page_asker SIZE [TEXTS]`, started by page_costs.py.

It fills the archive, says so, and then asks for one page for each line on stdin: the name of a measure. The answer is a
line of JSON. Pages are asked for inside the process, through all of Django but no web server.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any


def main(size: int, texts: Path | None) -> None:
    """Fills and answers until stdin ends."""
    import django

    django.setup()
    from tools.bench.filling import fill

    fill(size, texts, lambda answers: sys.stderr.write(f"\r{answers:,} of {size:,} answers "))
    pages = Pages(size)
    _say({"ready": size})
    for line in sys.stdin:
        _say(pages.measured(line.strip()))


def _say(figures: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()


class Pages:
    """The pages of one portal, each asked for by name."""

    def __init__(self, size: int) -> None:
        from django.test import Client

        from home.sample import load_officers
        from ministry.models import Role, User
        from tools.bench.people import Asking

        self._chance = Random(size)  # noqa: S311 - figures must come again, nothing is secret
        self._client = Client(SERVER_NAME="localhost")
        load_officers()
        self._officers = {"explorer": Client(SERVER_NAME="localhost"), "explorer_unit": Client(SERVER_NAME="localhost")}
        for client, role in zip(self._officers.values(), (Role.EDITOR, Role.UNIT_LEADER), strict=True):
            client.force_login(User.objects.filter(posts__role=role).earliest("pk"))
        self._asking = Asking(self._client)
        self._size = size
        self._addresses = self._of_the_archive()

    def measured(self, measure: str) -> dict[str, Any]:
        """Asks for a page once more than is timed, to count its queries, and returns the figures."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        ask = self._ready(measure)
        clock, processor = time.perf_counter(), time.thread_time()
        response = ask()
        processor, clock = time.thread_time() - processor, time.perf_counter() - clock
        again = self._ready(measure)
        with CaptureQueriesContext(connection) as captured:
            again()
        return {
            "ms": clock * 1000,
            "cpu_ms": processor * 1000,
            "queries": len(captured),
            "bytes": len(response.content),
            "database": connection.vendor,
        }

    def _ready(self, measure: str) -> Callable[[], Any]:
        """Does what comes before a page and returns the way to ask for it."""
        if measure == "receipt":
            return self._asking.last_stage()
        if measure == "ask":
            return self._asking.first_stage
        client = self._officers.get(measure, self._client)
        address = self._a_page() if measure == "detail" else self._addresses[measure]

        def get() -> Any:
            response = client.get(address)
            assert response.status_code == 200, (address, response.status_code)  # noqa: S101 - a bench of faults is none
            return response

        return get

    def _a_page(self) -> str:
        from qa.models import AnswerPage

        number = self._chance.randint(1, self._size)
        return AnswerPage.public().order_by("number").filter(number__gte=number)[0].address

    def _of_the_archive(self) -> dict[str, str]:
        from base.paging import Key
        from qa.listing import PAGE_SIZE, newest
        from qa.menus import fields
        from qa.models import AnswerPage, YearPage
        from search.models import Entry

        place = min(999 * PAGE_SIZE, self._size - PAGE_SIZE) - 1
        above = newest(AnswerPage.public())[place]
        largest = max(fields(), key=lambda field: field["count"])
        year = YearPage.objects.latest("numchild")
        entry = Entry.objects.public().order_by("pk")[self._size // 2]
        return {
            "front": "/",
            "listing": "/hoi-dap/",
            "listing_1000": f"/hoi-dap/?sau={Key(above.answered_on, above.pk)}",
            "field": largest["url"],
            "feed": "/hoi-dap/atom.xml",
            "sitemap_index": "/sitemap.xml",
            "sitemap": f"/sitemap/{entry.pk // 1000}.xml",
            "explorer": f"/admin/pages/{year.pk}/",
            "explorer_unit": f"/admin/pages/{year.pk}/",
        }


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
