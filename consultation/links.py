"""The addresses about one provision, and what stands beside it on a page: its comments, and the way to comment."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.utils.html import format_html
from django.utils.safestring import SafeString

from base.money import grouped
from consultation.models import ConsultationPage, DraftDocument
from consultation.opinions import PROVISION, VERSION
from consultation.structure.html import NOTHING
from consultation.text import Links

# By the last step of an address (comparing.keys).
_CONTRIBUTE = {"dieu": "Góp ý điều này", "khoan": "Góp ý khoản này", "phu": "Góp ý phụ lục này"}


def comments_address(page: ConsultationPage, document: DraftDocument | None, key: str) -> str:
    """Return where the comments on a provision of a version are read; "" names none: all of them."""
    chosen = {PROVISION: key} if key else {}
    if document is not None and document.ordinal is not None:
        chosen[VERSION] = str(document.ordinal)
    return f"{page.address}y-kien/?{urlencode(chosen, safe='/')}".removesuffix("?")


def contribute_address(page: ConsultationPage, key: str = "") -> str:
    """Return the form that takes a comment, on a provision of the newest version or on the whole."""
    return f"{page.address}gop-y/" + (f"?{urlencode({PROVISION: key}, safe='/')}" if key else "")


def links_of(page: ConsultationPage, document: DraftDocument, counts: Mapping[str, int], *, is_open: bool) -> Links:
    """Return what makes the links of a provision from its address."""

    def links(key: str) -> SafeString:
        count = counts.get(key, 0)
        # Without a comment and with nothing to be done a chapter or a clause stands by itself.
        own = _CONTRIBUTE.get(key.rpartition("/")[2].partition("-")[0]) if is_open else None
        if not count and not own:
            return NOTHING
        read = format_html('<a href="{}">{} ý kiến</a>', comments_address(page, document, key), grouped(count))
        say = format_html('<a href="{}">{}</a>', contribute_address(page, key), own)
        return format_html('<p class="say">{}{}</p>', read if count else NOTHING, say if own else NOTHING)

    return links
