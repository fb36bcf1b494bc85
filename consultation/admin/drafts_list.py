"""The list "Bản dự thảo" of a consultation: its texts, how far each is, and what is being brought in."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from consultation import versions
from consultation.admin.drafts_pages import consultation_for
from consultation.importing import saving
from consultation.models import Comment, ConsultationPage, DraftDocument
from consultation.states import DraftState
from consultation.structure.nodes import Level


@dataclass(frozen=True, slots=True)
class Row:
    document: DraftDocument
    state: DraftState
    articles: int
    comments: int
    is_chosen: bool

    @property
    def told(self) -> str:
        if self.state == DraftState.PUBLISHED:
            return f"{self.state.label} bản {self.document.ordinal}"
        return str(self.state.label)

    @property
    def has_links(self) -> bool:
        return self.document.previous_id is not None


def rows(page: ConsultationPage) -> list[Row]:
    """Return the texts of a consultation, the newest first; three queries and the draft of the page."""
    newest = versions.newest_published(page.pk)
    articles = Count("nodes", filter=Q(nodes__level=Level.ARTICLE.value))
    comments = dict(
        Comment.objects.counted()
        .filter(consultation=page)
        .values_list("document")
        .annotate(found=Count("pk"))
        .order_by()
    )
    chosen = page.get_latest_revision_as_object().document_id
    found = page.documents.annotate(found_articles=articles)
    return [
        Row(
            document,
            versions.state_of(document, newest.pk if newest else None),
            document.found_articles,
            comments.get(document.pk, 0),
            document.pk == chosen,
        )
        for document in found.order_by("-pk")
    ]


@require_safe
def listed(request: HttpRequest, consultation: int) -> HttpResponse:
    """Show the texts of a consultation."""
    page = consultation_for(request, consultation)
    return TemplateResponse(
        request,
        "consultation/admin/drafts/list.html",
        {
            "page": page,
            "rows": rows(page),
            "imports": saving.open_imports(page),
            "state_of_import": DraftState.READING,
        },
    )
