"""No page of the public breaks a rule of WCAG 2.2 AA that axe-core can check, on a phone and on a desk."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.legible import illegible, letters_twice_as_large, narrow, violations
from tests.browser.people import DESK, PHONE, Visitor
from tests.browser.tour import walk
from tests.processes.running import Portal

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("size", "harder"), [(PHONE, narrow), (DESK, letters_twice_as_large)], ids=["phone", "desk"])
def test_every_public_page_can_be_read_by_everybody(
    chromium: Browser, portal: Portal, axe: str, size: ViewportSize, harder: Callable[[Page], Any]
) -> None:
    """axe finds nothing, and nothing is cut off or out of the screen: as it is, and where reading is hard."""
    visitor = Visitor(chromium, portal.address, size=size)
    found = []
    for name in walk(visitor):
        found += [f"{name}: {fault}" for fault in violations(visitor.page, axe)]
        found += [f"{name}: {fault}" for fault in illegible(visitor.page)]
        with harder(visitor.page):
            if folder := os.environ.get("SCREENSHOTS"):
                visitor.page.screenshot(path=Path(folder) / harder.__name__ / f"{name}.png", full_page=True)
            found += [f"{name}, {harder.__name__}: {fault}" for fault in illegible(visitor.page)]
    assert not found, "\n".join(found)
