from django.http import HttpRequest
from wagtail import hooks

from base.documents import refuse_what_is_not_public
from base.models import PortalDocument


@hooks.register("before_serve_document")
def only_public_documents(document: PortalDocument, request: HttpRequest) -> None:
    refuse_what_is_not_public(document, request)
