"""What cannot be read on a page: what axe finds, what is wider than the screen or cut off (WCAG 1.4.4, 1.4.10)."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

# Boxes of one pixel are for screen readers; what can be scrolled is not cut off.
_CUT_OFF = """() => {
  const shown = element => { const box = element.getBoundingClientRect(); return box.width > 2 && box.height > 2; };
  const name = element => element.outerHTML.slice(0, 110).replace(/\\s+/g, ' ');
  const found = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) {
    const edge = document.documentElement.clientWidth + 0.5;
    const beyond = [...document.body.querySelectorAll('*')].filter(
      element => shown(element) && element.getBoundingClientRect().right > edge);
    found.push(`${wide} pixels wider than the screen: ${beyond.slice(-1).map(name)}`);
  }
  const cuts = overflow => overflow === 'hidden' || overflow === 'clip';
  for (const element of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(element);
    const forScreenReaders = style.clip.startsWith('rect');
    const shortened = style.webkitLineClamp !== 'none';  // a card; the whole text is on the page it leads to
    if (!shown(element) || forScreenReaders || shortened || !element.innerText?.trim()) continue;
    const wider = element.scrollWidth > element.clientWidth + 1;
    const higher = element.scrollHeight > element.clientHeight + 1;
    if ((cuts(style.overflowX) && wider) || (cuts(style.overflowY) && higher)) found.push(`cut off: ${name(element)}`);
    if (wider && style.display !== 'inline' && element.matches('button, .button, a, label, th, td'))
      found.push(`out of its box: ${name(element)}`);
  }
  for (const control of document.querySelectorAll('select')) {
    if (shown(control) && control.offsetHeight < parseFloat(getComputedStyle(control).fontSize) * 1.2)
      found.push(`too low for its letters: ${name(control)}`);
  }
  return found;
}"""

# Wagtail hides what is wider than the screen instead of letting it scroll: it is lost, and no scroll bar tells.
_BEYOND = """within => [...document.querySelectorAll(within)].flatMap(part => [...part.querySelectorAll('*')])
  .map(element => [element, element.getBoundingClientRect()])
  .filter(([element, box]) => box.width > 2 && box.right > innerWidth + 1 && !element.closest('.drafts-wide'))
  .map(([element]) => `beyond the screen: ${element.outerHTML.slice(0, 110)}`).slice(0, 3)"""


def faults_within(page: Page, axe: str, within: str) -> list[str]:
    """Return what is wrong in the parts of the admin that are ours: what axe finds, and what nobody can scroll to."""
    beyond: list[str] = page.evaluate(_BEYOND, within)
    return beyond + violations(page, axe, within)


def violations(page: Page, axe: str, within: str = "html") -> list[str]:
    """Return what axe-core finds wrong within a part of the page; `axe` is its script."""
    page.evaluate(axe)
    told = page.evaluate("within => axe.run(within)", within)
    assert told["passes"], "axe looked at nothing"
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:150]}"
        for rule in told["violations"]
        for node in rule["nodes"]
    ]


def illegible(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_CUT_OFF)
    return found


@contextmanager
def letters_twice_as_large(page: Page) -> Iterator[None]:
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    yield
    page.evaluate("document.documentElement.style.fontSize = ''")


@contextmanager
def narrow(page: Page) -> Iterator[None]:
    """A screen of 320 CSS pixels: a desk's at 400 %."""
    usual = page.viewport_size
    assert usual is not None
    page.set_viewport_size({"width": 320, "height": 256})
    yield
    page.set_viewport_size(usual)
