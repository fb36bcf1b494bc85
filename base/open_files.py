"""Open data as files that are sent while they are made: their length costs time and no memory."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse

from base.exports import harmless

CSV = "text/csv; charset=utf-8"
JSON = "application/json"
BOM = "\ufeff"


class _Line:
    """What csv.writer writes to: each line is given back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(header: list[str], rows: Iterator[list[Any]]) -> Iterator[str]:
    """Give a table as the lines of a CSV that a spreadsheet opens in UTF-8 and takes no cell of for a formula."""
    writer: Any = csv.writer(_Line())
    yield BOM + writer.writerow(header)
    for row in rows:
        yield writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])


def streamed(request: HttpRequest, lines: Iterator[str], content_type: str, name: str) -> StreamingHttpResponse:
    """Send lines as they are made; who asks for the headers alone has nothing made."""
    response = StreamingHttpResponse(lines if request.method == "GET" else iter(()), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
