"""Dates as people in Vietnam write them."""

import datetime
import unicodedata

import pytest

from base.dates import parse_date

THE_DAY = datetime.date(2023, 8, 11)


@pytest.mark.parametrize(
    "written",
    [
        "11/8/2023",
        "11/08/2023",
        "11-08-2023",
        "11.8.2023",
        " 11/08/2023 ",
        "ngày 11/8/2023",
        "ngày 11 tháng 8 năm 2023",
        "Ngày 11 Tháng 08 Năm 2023",
        unicodedata.normalize("NFD", "ngày 11 tháng 8 năm 2023"),
        "11 tháng 8, 2023",
        "11 thg 8, 2023",
        "2023-08-11",
        "2023/8/11",
        "2023-08-11 10:30",
        "2023-08-11T10:30:00",
        "2023-08-11T10:30:00.123456",
        "11/08/2023 10:30:15",
        "11/08/2023, 8:05",
    ],
)
def test_a_day_in_each_writing(written: str) -> None:
    assert parse_date(written) == THE_DAY


@pytest.mark.parametrize("number", [45149, 45149.0, 45149.75])
def test_a_day_in_the_count_of_excel(number: float) -> None:
    assert parse_date(number) == THE_DAY


def test_a_date_and_a_moment_of_python() -> None:
    assert parse_date(THE_DAY) == THE_DAY
    assert parse_date(datetime.datetime(2023, 8, 11, 23, 59)) == THE_DAY  # noqa: DTZ001  (a cell of Excel has no zone)


@pytest.mark.parametrize(
    "written",
    ["2023-08-10T20:00:00Z", "2023-08-10T20:00:00+00:00", "2023-08-10 13:00:00-0700", "11/08/2023 00:30 +0700"],
)
def test_a_moment_of_another_time_zone_is_the_day_it_was_here(written: str) -> None:
    assert parse_date(written) == THE_DAY


def test_a_moment_with_a_zone_is_the_day_it_was_here() -> None:
    assert parse_date(datetime.datetime(2023, 8, 10, 20, tzinfo=datetime.UTC)) == THE_DAY


@pytest.mark.parametrize(
    "written",
    [
        "12/31/2026",  # the month first
        "31/02/2023",
        "29/02/2023",
        "00/08/2023",
        "11/8/23",
        "11/8-2023",
        "2023-08-11 hello",
        "2023-08-11T25:00:00Z",
        "2023",
        "08/2023",
        "hôm qua",
        "",
        "45149",
        "1/1/1900",
        "1/1/2199",
        "9" * 100_000,
        20230811,
        float("nan"),
        float("inf"),
        True,
        None,
    ],
)
def test_what_means_no_date_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="is not a"):
        parse_date(written)


def test_the_message_says_how_a_date_is_written() -> None:
    with pytest.raises(ValueError, match=r"'12/31/2026' is not a date \(day first, as in 31/12/2026\)"):
        parse_date("12/31/2026")
