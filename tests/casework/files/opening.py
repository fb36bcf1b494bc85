"""How a file of a case is asked for, and how it must be given."""

from collections.abc import Callable
from typing import Any

from casework import codes
from casework.models import Attachment, Case

Attach = Callable[..., Attachment]


def address(file: Attachment) -> str:
    assert file.case is not None
    return f"/admin/ho-so/{file.case.number}/tep/{file.pk}/"


def own(case: Case, wanted: Attachment | str, **changes: str) -> dict[str, str]:
    key = {"number": case.number, "secret": codes.secret_for(case.token, case.secret_version)}
    return key | {"file": str(getattr(wanted, "pk", wanted))} | changes


def content_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def is_safe(response: Any) -> bool:
    disposition = response["Content-Disposition"].startswith("attachment; filename")
    parts = {part.strip() for part in response["Cache-Control"].split(",")}
    headers = {name: response[name] for name in SAFE if name != "Cache-Control"}
    return disposition and parts >= {"private", "no-store"} and headers.items() <= SAFE.items()
