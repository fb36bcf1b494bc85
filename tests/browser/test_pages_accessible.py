"""No page of the public breaks a rule of WCAG 2.2 AA that axe-core can check, on a phone and on a desk.

axe-core is a script for the page, not a Python package (its wheels are years old): AXE_PATH names the file
`axe.min.js` of the npm package, which `.ci/run` fetches in a pinned version.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.legible import illegible, letters_twice_as_large, narrow
from tests.browser.people import DESK, PHONE, Visitor
from tests.browser.tour import walk
from tests.processes.running import Portal

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def axe() -> str:
    path = Path(os.environ.get("AXE_PATH", ""))
    if not path.is_file():
        pytest.skip("axe-core is missing; `npm pack axe-core`, unpack it, and set AXE_PATH to its axe.min.js")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("size", "harder"), [(PHONE, narrow), (DESK, letters_twice_as_large)], ids=["phone", "desk"])
def test_every_public_page_can_be_read_by_everybody(
    chromium: Browser, portal: Portal, axe: str, size: ViewportSize, harder: Callable[[Page], Any]
) -> None:
    """axe finds nothing, and nothing is cut off or out of the screen: as it is, and where reading is hard."""
    visitor = Visitor(chromium, portal.address, size=size)
    found = []
    for name in walk(visitor):
        visitor.page.evaluate(axe)
        told = visitor.page.evaluate("() => axe.run()")
        assert told["passes"], f"{name}: axe looked at nothing"
        found += [
            f"{name}: {rule['id']} ({rule['impact']}): {node['html'][:150]}"
            for rule in told["violations"]
            for node in rule["nodes"]
        ]
        found += [f"{name}: {fault}" for fault in illegible(visitor.page)]
        with harder(visitor.page):
            if folder := os.environ.get("SCREENSHOTS"):
                visitor.page.screenshot(path=Path(folder) / harder.__name__ / f"{name}.png", full_page=True)
            found += [f"{name}, {harder.__name__}: {fault}" for fault in illegible(visitor.page)]
    assert not found, "\n".join(found)
