"""The public comments of a consultation as files, for programs and spreadsheets: read by key, nothing personal."""

import json
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from base.open_files import CSV, JSON, csv_lines, streamed
from casework.models import SenderType
from consultation import tallies
from consultation.citing import WHOLE_NAME
from consultation.models import Channel, ConsultationPage
from consultation.naming import names
from consultation.opinions import rows
from consultation.records import comment_record, consultation_summary
from consultation.views import page_or_404

PORTION = 500
HEADER = [
    *("Mã ý kiến", "Bản", "Địa chỉ điều khoản", "Điều khoản", "Câu hỏi", "Nội dung", "Người góp ý", "Loại người góp ý"),
    *("Cách gửi", "Ngày gửi", "Ngày sửa", "Gửi sau hạn", "Lượt ủng hộ", "Kết quả", "Tiếp thu, giải trình"),
]

Record = dict[str, Any]


@require_safe
def comments_csv(request: HttpRequest, number: int, slug: str) -> HttpResponseBase:
    """Give the public comments as a CSV that a spreadsheet opens."""
    page = page_or_404(number)
    if slug != page.slug:
        return HttpResponsePermanentRedirect(f"{page.address}gop-y.csv")
    lines = csv_lines(HEADER, (_cells(found) for found in records(page)))
    return streamed(request, lines, CSV, f"gop-y-du-thao-{page.number}.csv")


@require_safe
def comments_json(request: HttpRequest, number: int, slug: str) -> HttpResponseBase:
    """Give the public comments as one JSON object, comment by comment."""
    page = page_or_404(number)
    if slug != page.slug:
        return HttpResponsePermanentRedirect(f"{page.address}gop-y.json")
    return streamed(request, _json(page), JSON, f"gop-y-du-thao-{page.number}.json")


def records(page: ConsultationPage) -> Iterator[Record]:
    """Give every public comment once, in the order they came, with the name of its provision as it was written on."""
    after = 0
    while portion := list(rows(page).filter(pk__gt=after).order_by("pk")[:PORTION]):
        called: dict[int | None, dict[str, str]] = {}
        for document in {comment.document for comment in portion if comment.document}:
            of_document = {comment.key for comment in portion if comment.document_id == document.pk}
            called[document.pk] = names(document, of_document)
        for comment in portion:
            name = called.get(comment.document_id, {}).get(comment.key, "")
            yield comment_record(comment) | {"provision_name": "" if comment.question_key else name or WHOLE_NAME}
        after = portion[-1].pk


def _cells(found: Record) -> list[Any]:
    reception = found["reception"] or {}
    return [
        *(found["id"], found["document"], found["provision"], found["provision_name"], found["question"]),
        *(found["content"], found["shown_as"], SenderType(found["contributor_type"]).label),
        *(Channel(found["channel"]).label, found["submitted_on"], found["edited_on"]),
        *("có" if found["late"] else "", found["supports"]),
        *(reception.get("kind_label", ""), reception.get("explanation", "")),
    ]


def _json(page: ConsultationPage) -> Iterator[str]:
    head = consultation_summary(page, tallies.of_consultations([page.pk])[page.pk])
    yield json.dumps(head, ensure_ascii=False, cls=DjangoJSONEncoder)[:-1] + ', "items": ['
    for place, found in enumerate(records(page)):
        yield (",\n" if place else "\n") + json.dumps(found, ensure_ascii=False, cls=DjangoJSONEncoder)
    yield "\n]}\n"
