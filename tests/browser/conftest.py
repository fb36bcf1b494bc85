"""Chromium, and the portal it looks at.

The portal is a server process of its own on a database of its own (tests/processes/running.py), not pytest's
`live_server`: the editor's page sends several requests at once (autosave, preview, checks), and on SQLite the threads
of `live_server` would share one connection in memory, where one request's transaction is every other request's too. It
is also what people will use: granian, the manifest of static files, Argon2, the captcha in earnest.

axe-core is a script for the page, not a Python package (its wheels are years old): AXE_PATH names the file
`axe.min.js` of the npm package, which `.ci/run` fetches in a pinned version.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django.fixtures import Settings as SettingsWrapper
from pytest_django.plugin import DjangoDbBlocker

from tests.browser.people import Officer
from tests.processes.running import Portal, a_portal

CHROMIUM = Path("/usr/bin/chromium")
PATIENCE = 60_000  # milliseconds: a machine that is busy with other tests is slow
# Without these Chromium keeps calling home; on a machine without Internet that is refused, many times a second.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("Chromium is missing; install Debian's package `chromium`")
    with pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread; Django's ORM is called between its calls, never inside one.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            expect.set_options(timeout=PATIENCE)
            yield browser
            browser.close()


@pytest.fixture(scope="package")
def running_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal with the sample ministry and a web server; the worker is the test's business."""
    with a_portal(tmp_path_factory.mktemp("browser") / "data") as portal:
        portal.start_web()
        yield portal


@pytest.fixture(scope="package")
def officers(chromium: Browser, running_portal: Portal) -> dict[str, Officer]:
    """Hạnh receives, bà Lan leads anh Nam's unit, Minh edits; each logged in at an own desk."""
    names = {"hanh": "hanh.vp", "lan": "lan.vl", "nam": "nam.vl", "minh": "minh.tttt"}
    return {name: Officer(chromium, running_portal.address, username) for name, username in names.items()}


@pytest.fixture(scope="session")
def axe() -> str:
    path = Path(os.environ.get("AXE_PATH", ""))
    if not path.is_file():
        pytest.skip("axe-core is missing; `npm pack axe-core`, unpack it, and set AXE_PATH to its axe.min.js")
    return path.read_text(encoding="utf-8")


@pytest.fixture
def portal(
    chromium: Browser,
    running_portal: Portal,
    settings: SettingsWrapper,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Portal]:
    """The running portal, with the test's own process working on its database, index and addresses.

    Whoever came to look at it leaves with the test; an open page keeps the machine busy.
    """
    settings.SEARCH_INDEX_DIR = running_portal.folder / "search"
    settings.MEDIA_ROOT = running_portal.folder / "media"
    settings.PORTAL_BASE_URL = running_portal.address
    before = list(chromium.contexts)
    with django_db_blocker.unblock(), running_portal.at_hand():
        yield running_portal
        for context in chromium.contexts:
            if context not in before:
                context.close()
