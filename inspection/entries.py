"""How a conclusion is found: its entry in the search index."""

from inspection.labels import labels_of
from inspection.models import InspectionConclusionPage
from search.entries import Content, Source, register

KIND = "conclusion"


def content(page: InspectionConclusionPage) -> Content:
    entities = [f"{entity.name} {entity.tax_code}".strip() for entity in page.entities.all()]
    violations = [f"{found.behaviour}. {found.description}".strip() for found in page.violations.all()]
    facts = [page.doc_number, page.issuing_agency, page.signer, *entities]
    labels, names = labels_of(page)
    return Content(
        title=page.title,
        summary=page.summary,
        text="\n".join(filter(None, [*facts, *violations])),
        url=page.address,
        published_on=page.issued_on,
        policy_field_id=page.field_id,
        unit_id=page.unit_id,
        labels=labels,
        names=names,
        documents=tuple(file.document_id for file in page.conclusion_files.all()),
    )


register(
    Source(
        model=InspectionConclusionPage,
        kind=KIND,
        label="Kết luận thanh tra",
        public=InspectionConclusionPage.public,
        build=content,
    )
)
