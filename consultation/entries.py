"""How consultations and their outcomes are found: their entries in the search index.

A consultation is one entry with its newest text and its dossier: who searches for words of an article finds the draft
that holds them, once, and not each of its versions and articles.
"""

from django.utils import timezone

from consultation.models import ConsultationPage, OutcomePage
from consultation.structure.labels import named
from consultation.structure.nodes import Level
from ministry.models import PolicyField
from search.entries import Content, Source, register
from search.labels import label

DRAFT, OUTCOME = "draft", "draft_outcome"
OUTCOME_RECEPTIONS = 2_000


def consultation_content(page: ConsultationPage) -> Content:
    document = page.current_document
    headings, text = [], []
    if document is not None:
        for level, number, heading, words in document.nodes.values_list("level", "number", "heading", "text"):
            name = named(Level(level), number)
            if heading:
                headings.append(f"{name}. {heading}")
            text.append(f"{name} {words}".strip() if words else "")
    fields = [page.field_id, *page.other_fields.values_list("pk", flat=True)]
    slugs = PolicyField.objects.filter(pk__in=fields).order_by("pk").values_list("slug", flat=True)
    return Content(
        title=page.title,
        summary=page.summary,
        headings="\n".join(headings),
        text="\n".join(filter(None, [page.affected, page.scope, page.matters, *text])),
        url=page.address,
        published_on=page.starts_on,
        policy_field_id=page.field_id,
        unit_id=page.unit_id,
        labels=(
            label("document_kind", page.document_kind),
            label("stage", page.stage),
            *(label("field", slug) for slug in slugs),
        ),
        documents=tuple(row.document_id for row in page.dossier.all()),
    )


def outcome_content(page: OutcomePage) -> Content:
    consultation = page.consultation
    answers = page.receptions.exclude(published_at=None).order_by("pk")[:OUTCOME_RECEPTIONS]
    return Content(
        title=page.title,
        summary=page.introduction or f"{page.get_kind_display()} về {consultation.title}",
        text="\n".join([consultation.title, *answers.values_list("explanation", flat=True)]),
        url=page.address,
        published_on=timezone.localdate(page.first_published_at),
        policy_field_id=consultation.field_id,
        unit_id=consultation.unit_id,
    )


register(
    Source(
        model=ConsultationPage,
        kind=DRAFT,
        label="Dự thảo",
        public=ConsultationPage.public,
        build=consultation_content,
    )
)
register(
    Source(
        model=OutcomePage,
        kind=OUTCOME,
        label="Kết quả lấy ý kiến",
        public=OutcomePage.public,
        build=outcome_content,
    )
)
