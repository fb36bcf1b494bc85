"""What a reader meets beside an answer: where it stands, what it stands on, what is like it."""

import json
from typing import Any

from django.conf import settings

from base.context import HOME_CRUMB
from qa.models import AnswerPage
from search import finding

RELATED = 5
ARCHIVE_CRUMB = {"title": "Hỏi đáp", "url": "/hoi-dap/"}


def answer_context(page: AnswerPage) -> dict[str, Any]:
    field_url = f"/hoi-dap/linh-vuc/{page.field.slug}/"
    like = finding.similar(f"{page.title} {page.question}", RELATED + 1) if page.live else []
    return {
        "breadcrumbs": [
            HOME_CRUMB,
            ARCHIVE_CRUMB,
            {"title": page.field.name, "url": field_url},
            {"title": page.title, "url": ""},
        ],
        "field_url": field_url,
        "legal_bases": [basis.as_dict() for basis in page.legal_bases.all()],
        "files": [_file(row.document) for row in page.answer_files.select_related("document")]
        if page.pk
        else [_file(row.document) for row in page.answer_files.all()],
        "related": [card for card in like if card["url"] != page.address][:RELATED],
        "canonical_url": settings.PORTAL_BASE_URL + page.address,
        "outdated": page.outdated,
        "json_ld": json_ld(page),
    }


def _file(document: Any) -> dict[str, Any]:
    return {
        "title": document.title,
        "url": document.url,
        "size": document.get_file_size(),
        "type": document.file_extension.upper(),
    }


def json_ld(page: AnswerPage) -> str:
    """Return the answer as schema.org QAPage, safe inside a script element."""
    data = {
        "@context": "https://schema.org",
        "@type": "QAPage",
        "mainEntity": {
            "@type": "Question",
            "name": page.title,
            "text": page.question,
            "answerCount": 1,
            "dateCreated": (page.asked_on or page.answered_on).isoformat(),
            "acceptedAnswer": {
                "@type": "Answer",
                "text": page.short_answer,
                "dateCreated": page.answered_on.isoformat(),
                "url": settings.PORTAL_BASE_URL + page.address,
                "author": {"@type": "GovernmentOrganization", "name": page.unit.name},
            },
        },
    }
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")
