"""Reading dates as people in Vietnam write them: always the day first (domain.md, H.8)."""

import datetime
import re

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?:[ T].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[ T].*)?")
_IN_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s*(?:,|năm)?\s*(\d{4})", re.I)
EARLIEST_YEAR = 1945


def parse_date(given: object) -> datetime.date:
    """Return the date that a cell or a text means.

    Raises:
        ValueError: it means none, or one before 1945 or more than a year ahead.
    """
    if isinstance(given, datetime.datetime):
        return _plausible(given.date())
    if isinstance(given, datetime.date):
        return _plausible(given)
    text = " ".join(str(given).split())
    if match := _DAY_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    else:
        raise ValueError(f"'{text[:40]}' is not a date")
    return _plausible(datetime.date(year, month, day))


def _plausible(day: datetime.date) -> datetime.date:
    if not EARLIEST_YEAR <= day.year <= datetime.date.today().year + 1:  # noqa: DTZ011  (a year ahead, in any zone)
        raise ValueError(f"{day.isoformat()} is not a plausible date")
    return day
