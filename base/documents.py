"""Who may fetch a document: the public, while a live page refers to it; before that the uploader's colleagues."""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail.models import Page
from wagtail.permissions import policy_registry

from base.models import PortalDocument


def refuse_what_is_not_public(document: PortalDocument, request: HttpRequest) -> None:
    """Answer 404 to whoever may not know that the file exists."""
    if document.is_public() or _is_colleague(request.user, document.uploaded_by_user):
        return
    raise Http404


def _is_colleague(user: Any, uploader: Any) -> bool:
    if not user.is_authenticated:
        return False
    return policy_registry.get_by_type(Page).works_with(user, uploader)
