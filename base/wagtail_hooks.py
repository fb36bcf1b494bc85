from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from base.admin_widgets import mark_choosers
from base.documents import refuse_what_is_not_public
from base.models import PortalDocument

mark_choosers()  # Wagtail reads this file before it renders any page of the admin


@hooks.register("before_serve_document")
def only_public_documents(document: PortalDocument, request: HttpRequest) -> None:
    refuse_what_is_not_public(document, request)


@hooks.register("insert_global_admin_js")
def widgets() -> str:
    return format_html('<script src="{}"></script>', static("js/widgets.js"))
