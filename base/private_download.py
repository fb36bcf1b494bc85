"""A stored file on its way to somebody who may have it: for saving, never opened in the portal's pages."""

import logging
from pathlib import Path

from django.http import FileResponse, Http404

log = logging.getLogger(__name__)
# What a browser is told about every file of a stranger: save it, guess nothing, run nothing, keep no copy.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def given(path: Path, name: str, content_type: str) -> FileResponse:
    """Return the answer that gives the file; who asks has been looked at before. Raise Http404 when it is lost."""
    try:
        content = path.open("rb")
    except FileNotFoundError as error:
        log.error("a stored file is not on the disk: %s", path.name)
        raise Http404 from error
    return FileResponse(content, as_attachment=True, filename=name, content_type=content_type, headers=HEADERS)
