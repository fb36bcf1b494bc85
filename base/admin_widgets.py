"""Wagtail's choosers without the script that each of them writes into the page, which the admin's policy forbids.

In its place stands a mark that names the call; site/static/js/widgets.js makes it.
"""

import re
from functools import wraps
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets.chooser import BaseChooser

# As BaseChooser.render_js_init writes it: a name, and arguments that are JSON.
_INLINE = re.compile(r"<script>(?:new )?(\w+)\((.*)\);</script>\Z", re.S)


def mark_choosers() -> None:
    """Let every chooser write a mark instead of a script; Wagtail offers no other place to say so."""
    render = BaseChooser.render

    @wraps(render)
    def marked(self: BaseChooser, *args: Any, **kwargs: Any) -> SafeString:
        html = render(self, *args, **kwargs)
        found = _INLINE.search(html)
        if found is None:
            return html
        mark = format_html('<span hidden data-call="{}" data-arguments="[{}]"></span>', found[1], found[2])
        return SafeString(html[: found.start()] + mark)

    BaseChooser.render = marked
