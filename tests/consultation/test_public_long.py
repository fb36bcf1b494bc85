"""A law of 220 articles with 10,000 comments costs a visitor little."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultation import opening, versions
from consultation.models import (
    Comment,
    CommentPlace,
    ConsultationIndexPage,
    ConsultationPage,
    Contribution,
    DraftDocument,
)
from consultation.states import CommentState
from consultation.structure.building import build
from consultation.structure.markdown import paragraphs
from consultation.structure.reading import read
from ministry.models import PolicyField, Unit

ARTICLES, COMMENTS, PEOPLE = 220, 10_000, 500
KILOBYTE = 1_000


def law() -> str:
    """Return a made-up law as long as the Labour Code: 220 articles of four clauses, points in each second clause."""
    parts = ["LUẬT", "Về việc làm thử", ""]
    for article in range(1, ARTICLES + 1):
        parts += [f"## Điều {article}. Quyền và nghĩa vụ thứ {article} của người lao động", ""]
        for clause in range(1, 5):
            parts += [
                f"{clause}. Người lao động trong trường hợp thứ {article * clause} được người sử dụng lao động bảo đảm"
                f" quyền số {article + clause} về tiền lương, thời giờ nghỉ ngơi và an toàn, trừ các trường hợp sau:",
                "",
            ]
            if clause % 2 == 0:
                parts += [f"{letter}) Trường hợp {letter} của khoản {clause} Điều {article};\n" for letter in "abc"]
    return "\n".join(parts)


@pytest.fixture
def long_law(drafts_index: ConsultationIndexPage, insurance: PolicyField, legal_unit: Unit) -> ConsultationPage:
    today = timezone.localdate()
    page = ConsultationPage(
        title="Dự thảo Luật dài", unit=legal_unit, field=insurance, summary="Dài.", starts_on=today, ends_on=today
    )
    drafts_index.add_child(instance=page)
    document = DraftDocument(consultation=page, label="Dự thảo 1")
    document.save()
    versions.keep(document, build(read(paragraphs(law()))))
    page.document = document
    page.save()
    opening.opened(page)
    keys = list(document.nodes.values_list("key", flat=True))
    people = Contribution.objects.bulk_create(
        Contribution(consultation=page, number=f"GY-{number}", contributor_type="individual", shown_as="Một người")
        for number in range(PEOPLE)
    )
    comments = Comment.objects.bulk_create(
        (
            Comment(
                contribution=people[number % PEOPLE],
                consultation=page,
                document=document,
                key=keys[number * 7 % len(keys)],
                content=f"Ý kiến thứ {number}.",
                state=CommentState.SHOWN,
            )
            for number in range(COMMENTS)
        ),
        batch_size=1_000,
    )
    CommentPlace.objects.bulk_create(
        (CommentPlace(comment=comment, document=document, key=comment.key) for comment in comments), batch_size=1_000
    )
    return ConsultationPage.objects.get(pk=page.pk)


def test_ten_queries_and_a_hundred_and_fifty_kilobytes(long_law: ConsultationPage, stranger: Client) -> None:
    stranger.get("/du-thao/")  # content types and the site's root are warm; the law's own text is not
    with CaptureQueriesContext(connection) as captured:
        response = stranger.get(long_law.address)
    assert response.status_code == 200
    assert len(captured) <= 10, [query["sql"][:120] for query in captured]
    html = response.content.decode()
    assert f'id="dieu-{ARTICLES}"' in html
    assert "10.000" in html
    static = Path(settings.BASE_DIR) / "site" / "static"
    files = [static / "css/portal.css", static / "css/drafts.css", static / "js/portal.js"]
    weight = sum(len(gzip.compress(content)) for content in (response.content, *(file.read_bytes() for file in files)))
    assert weight <= 150 * KILOBYTE, weight
    for rest in ("y-kien/?dieu=dieu-12&ban=1", "y-kien/", "so-lieu/", "ban-1/"):
        with CaptureQueriesContext(connection) as captured:
            assert stranger.get(f"{long_law.address}{rest}").status_code == 200, rest
        assert len(captured) <= 10, rest
