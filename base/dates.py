"""Reading dates as people in Vietnam write them: always the day first (domain.md, H.8)."""

import datetime
import re
import unicodedata

from django.utils import timezone

EARLIEST_YEAR = 1945
EXCEL_DAY_NOUGHT = datetime.date(1899, 12, 30)

_ZONE = r"(?P<zone>Z|(?P<side>[+-])(?P<zone_hours>\d{2}):?(?P<zone_minutes>\d{2}))?"
_TIME = rf"(?:[ T,]\s*(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::\d{{2}}(?:[.,]\d{{1,9}})?)?\s*{_ZONE})?"
_WRITTEN = [
    re.compile(pattern + _TIME, re.I)
    for pattern in (
        r"(?:ngày )?(?P<day>\d{1,2})(?P<mark>[/.\-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})",
        r"(?:ngày )?(?P<day>\d{1,2}) (?:tháng|thg) (?P<month>\d{1,2}),?(?: năm)? (?P<year>\d{4})",
        r"(?P<year>\d{4})(?P<mark>[/.\-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
    )
]


def parse_date(given: object) -> datetime.date:
    """Return the date that a cell or a text means; a number is a day of Excel's count, a moment is of our time zone.

    Raises:
        ValueError: it means none, or one before 1945 or more than a year ahead.
    """
    if isinstance(given, datetime.datetime):
        return _plausible((timezone.localtime(given) if timezone.is_aware(given) else given).date())
    if isinstance(given, datetime.date):
        return _plausible(given)
    if isinstance(given, int | float) and not isinstance(given, bool):
        return _day_of_excel(given)
    text = " ".join(unicodedata.normalize("NFC", str(given)[:200]).split())
    for written in _WRITTEN:
        if match := written.fullmatch(text):
            return _plausible(_day_of(match, text))
    raise ValueError(f"'{text[:40]}' is not a date (day first, as in 31/12/2026)")


def _day_of(match: re.Match[str], text: str) -> datetime.date:
    try:
        day = datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
        if not match["zone"]:
            return day
        ahead = datetime.timedelta(hours=int(match["zone_hours"] or 0), minutes=int(match["zone_minutes"] or 0))
        zone = datetime.timezone(-ahead if match["side"] == "-" else ahead)
        at = datetime.time(int(match["hour"]), int(match["minute"]), tzinfo=zone)
        return timezone.localtime(datetime.datetime.combine(day, at)).date()
    except (ValueError, OverflowError):
        raise ValueError(f"'{text[:40]}' is not a date (day first, as in 31/12/2026)") from None


def _day_of_excel(number: float) -> datetime.date:
    try:
        return _plausible(EXCEL_DAY_NOUGHT + datetime.timedelta(days=int(number)))
    except (OverflowError, ValueError):
        raise ValueError(f"{number} is not a date") from None


def _plausible(day: datetime.date) -> datetime.date:
    if not EARLIEST_YEAR <= day.year <= timezone.localdate().year + 1:
        raise ValueError(f"{day.isoformat()} is not a plausible date")
    return day
