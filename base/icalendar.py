"""Days as a calendar that telephones and mail programs take in (RFC 5545): no packages, whole days, no alarms."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LINE = 75  # bytes, the line's end not counted
NEWLINE = "\r\n"


@dataclass(frozen=True, slots=True)
class WholeDay:
    """An event of one day; `uid` stays the same for ever, `changed_at` is in UTC."""

    uid: str
    day: datetime.date
    title: str
    description: str
    url: str
    changed_at: datetime.datetime


def calendar(name: str, product: str, events: Iterable[WholeDay]) -> str:
    """Return a calendar of the events; `product` names the program that made it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{escaped(product)}//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += _lines(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}{NEWLINE}" for line in lines for folded in fold(line))


def escaped(text: str) -> str:
    """Return a text as a value of the type TEXT (3.3.11); what no line can hold is left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(sign for sign in text if sign == "\n" or (sign.isprintable() or sign == "\t"))
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def fold(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 bytes (3.1), those behind the first indented; no character is parted."""
    piece, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LINE:
            yield piece
            piece, size = " ", 1
        piece += sign
        size += width
    yield piece


def _lines(event: WholeDay) -> list[str]:
    after = event.day + datetime.timedelta(days=1)
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{event.changed_at.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{escaped(event.title)}",
        f"DESCRIPTION:{escaped(event.description)}",
        f"URL:{event.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
