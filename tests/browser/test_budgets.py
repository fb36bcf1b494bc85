"""What a first view of each public page weighs, compressed: design.md, 6."""

import gzip

import pytest
from playwright.sync_api import Browser, Response

from tests.browser.people import Visitor
from tests.browser.tour import walk
from tests.processes.running import Portal

pytestmark = pytest.mark.browser

KILOBYTE = 1024
# Pages of the road of a question, and every other page.
LIGHT = 60 * KILOBYTE
ELSEWHERE = 120 * KILOBYTE
# No page comes without the style sheet, which is more than this.
STYLES = 5 * KILOBYTE
WEIGHED = ("document", "stylesheet", "script", "font", "fetch", "xhr")


def test_every_page_is_light_enough_for_a_slow_line(chromium: Browser, portal: Portal) -> None:
    visitor = Visitor(chromium, portal.address)
    # Routing turns the browser's cache off: each page is weighed as for somebody who has never been here.
    visitor.context.route("**/*", lambda route: route.continue_())
    responses: list[Response] = []
    # Playwright wants to set an attribute on what it calls; a built-in method takes none.
    visitor.page.on("response", lambda response: responses.append(response))
    weights: dict[str, int] = {}
    for name in walk(visitor):
        visitor.page.wait_for_load_state("networkidle")
        weights[name] = sum(map(weight, of_the_page(responses)))
        responses.clear()
    too_heavy = {name: size for name, size in weights.items() if size > budget(name)}
    assert not too_heavy, too_heavy
    assert min(weights.values()) > STYLES, f"something was not weighed: {weights}"
    print({name: f"{size / KILOBYTE:.1f} kB" for name, size in sorted(weights.items(), key=lambda item: -item[1])})


def budget(name: str) -> int:
    return LIGHT if name.startswith(("ask", "answer")) else ELSEWHERE


def of_the_page(responses: list[Response]) -> list[Response]:
    """Return the responses from the last document on; a stage of a form was led to by others."""
    documents = [number for number, response in enumerate(responses) if response.request.resource_type == "document"]
    found = responses[documents[-1] :] if documents else []
    return [response for response in found if response.request.resource_type in WEIGHED and response.ok]


def weight(response: Response) -> int:
    """Return the bytes on the line; what Django sends uncompressed, the proxy before it compresses."""
    return len(gzip.compress(response.body()))
