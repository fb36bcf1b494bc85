"""The charset that a client claims, made safe before a request is made of it.

Django decodes the query while it makes the request, before any middleware: a codec that is no text encoding (`hex`,
`zip`, `undefined`) would be a bare 500. The portal speaks UTF-8 only; any other charset becomes one that decodes
everything, and base.middleware.RefuseBrokenText then answers 400.
"""

import codecs
from typing import Any

from django.core.signals import request_started
from django.dispatch import receiver
from django.utils.http import parse_header_parameters

REFUSED = "text/plain; charset=iso-8859-1"


def safe_content_type(given: str) -> str:
    """Return the header as it came, or one that Django can read and the portal refuses."""
    try:
        charset = parse_header_parameters(given)[1].get("charset", "utf-8")
        name = codecs.lookup(charset).name
    except LookupError:
        return given  # Django passes over a charset that nobody knows
    except Exception:  # whatever a header can break in the parser of mail headers that Django uses
        return REFUSED
    return given if name == "utf-8" else REFUSED


@receiver(request_started)
def read_no_strange_charset(environ: dict[str, Any] | None = None, scope: Any = None, **kwargs: Any) -> None:
    """Look at the header at the one moment that WSGI, ASGI and the test client have in common."""
    if environ is not None and ";" in environ.get("CONTENT_TYPE", ""):
        environ["CONTENT_TYPE"] = safe_content_type(environ["CONTENT_TYPE"])
    elif scope is not None:
        scope["headers"] = [
            (name, safe_content_type(value.decode("latin-1")).encode("latin-1") if name == b"content-type" else value)
            for name, value in scope.get("headers", [])
        ]
