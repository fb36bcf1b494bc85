"""No page of the public breaks a rule of WCAG 2.2 AA that axe-core can check, on a phone and on a desk.

axe-core is a script for the page, not a Python package (its wheels are years old): AXE_PATH names the file
`axe.min.js` of the npm package, which `.ci/run` fetches in a pinned version.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

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


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_wrong_on_any_public_page(
    chromium: Browser, portal: Portal, axe: str, size: ViewportSize
) -> None:
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
        wide = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"{name}: {wide} pixels wider than the screen")
    assert not found, "\n".join(found)
