"""The official table of a public page of answers as files."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from base.kept import Kept
from consultation import table_files
from consultation.models import ConsultationPage
from consultation.table import Table


@require_safe
def table_docx(request: HttpRequest, number: int, slug: str, ordinal: int) -> HttpResponse:
    """Give the table as the official paper."""
    return _given(request, number, ordinal, table_files.docx)


@require_safe
def table_xlsx(request: HttpRequest, number: int, slug: str, ordinal: int) -> HttpResponse:
    """Give the table for a spreadsheet."""
    return _given(request, number, ordinal, table_files.xlsx)


def _given(request: HttpRequest, number: int, ordinal: int, make: Callable[[Table], HttpResponse]) -> HttpResponse:
    above = ConsultationPage.public().filter(number=number).first()
    page = above.outcomes().filter(live=True, ordinal=ordinal).first() if above else None
    if page is None:
        raise Http404
    # Of 1,400 rows a file costs half a second; strangers may ask as often as they like.
    name = f"outcome-{make.__name__}-{page.pk}-{page.live_revision_id}"
    return Kept(name, lambda: make(Table(page))).get()
