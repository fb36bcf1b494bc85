"""How the screens of a draft find what they are about, and the ways that lead from a consultation to them."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from consultation import permissions
from consultation.models import ConsultationPage, DraftDocument, DraftImport


def consultation_for(request: HttpRequest, pk: int) -> ConsultationPage:
    """Return the consultation, or 404: whoever may not bring in its texts does not learn that it exists."""
    page = ConsultationPage.objects.select_related("unit").filter(pk=pk).first()
    if page is None or not permissions.may_import(request.user, page):
        raise Http404
    return page


def import_for(request: HttpRequest, consultation: int, pk: int) -> DraftImport:
    """Return an import of this very consultation, or 404."""
    page = consultation_for(request, consultation)
    draft = page.imports.select_related("document").filter(pk=pk).first()
    if draft is None:
        raise Http404
    draft.consultation = page
    return draft


def document_for(request: HttpRequest, consultation: int, pk: int) -> DraftDocument:
    """Return a document of this very consultation, or 404."""
    page = consultation_for(request, consultation)
    document = page.documents.select_related("previous", "lineage_confirmed_by").filter(pk=pk).first()
    if document is None:
        raise Http404
    document.consultation = page
    return document


def buttons(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """Yield the way to a consultation's texts, in the page's menu of actions."""
    if not issubclass(page.specific_class or Page, ConsultationPage):
        return
    page = page.specific_deferred
    if permissions.may_import(user, page):
        yield Button("Bản dự thảo", list_of(page), icon_name="doc-full", priority=55)


def list_of(page: Page) -> str:
    """Return the address of the list of texts of a consultation."""
    return reverse("drafts_admin:list", args=[page.pk])
