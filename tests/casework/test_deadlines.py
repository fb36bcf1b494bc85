"""When a case is due: by the rule of its kind on the day its clock started, told so that anybody can count it again."""

import datetime
from collections.abc import Callable

import pytest

from casework import deadlines
from casework.models import Case, DeadlineRule
from ministry.models import CalendarDay

Clock = Callable[[datetime.date], None]
Date = datetime.date


def explained(case: Case) -> str:
    counted = deadlines.due(case)
    assert counted is not None
    return counted.explained


def told_to_officers(case: Case) -> str:
    counted = deadlines.due(case)
    assert counted is not None
    return counted.explained_to_officers


def test_a_policy_question_has_ten_working_days(clock: Clock, ask: Callable[..., Case]) -> None:
    clock(Date(2026, 6, 1))
    case = ask()
    assert case.due_on == Date(2026, 6, 15)
    assert explained(case) == (
        "Bộ trả lời trong 10 ngày làm việc tính từ sau ngày 01/06/2026, không tính thứ bảy, chủ nhật."
    )
    assert told_to_officers(case) == (
        "10 ngày làm việc tính từ sau ngày 01/06/2026, không tính thứ bảy, chủ nhật. "
        "Căn cứ: Quy chế. Căn cứ này chưa xác minh."
    )


@pytest.mark.parametrize("kind", ["concern", "recommendation"])
def test_a_concern_and_a_recommendation_have_twenty_days(kind: str, clock: Clock, ask: Callable[..., Case]) -> None:
    clock(Date(2026, 6, 4))
    case = ask(kind=kind)
    assert case.due_on == Date(2026, 6, 24)
    assert explained(case) == "Bộ trả lời trong 20 ngày tính từ sau ngày 04/06/2026."
    assert told_to_officers(case) == "20 ngày tính từ sau ngày 04/06/2026. Căn cứ: QĐ 574."


def test_a_last_day_that_nobody_works_gives_way_and_says_so(clock: Clock, ask: Callable[..., Case]) -> None:
    clock(Date(2026, 6, 1))
    case = ask(kind="concern")
    assert case.due_on == Date(2026, 6, 22)
    assert "ngày cuối là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo" in explained(case)


def test_holidays_and_make_up_days_are_named(clock: Clock, ask: Callable[..., Case]) -> None:
    CalendarDay.objects.create(date=Date(2026, 9, 2), name="Quốc khánh")
    CalendarDay.objects.create(date=Date(2026, 9, 5), name="Làm bù", is_working=True)
    clock(Date(2026, 8, 28))
    case = ask()
    assert case.due_on == Date(2026, 9, 11)
    assert "có tính ngày làm bù: 05/09 Làm bù" in explained(case)
    assert "không tính ngày nghỉ: 02/09 Quốc khánh" in explained(case)


def test_a_new_rule_counts_for_new_cases_alone(clock: Clock, ask: Callable[..., Case]) -> None:
    DeadlineRule.objects.filter(case_kind="policy_question").update(valid_to=Date(2026, 6, 30))
    DeadlineRule.objects.create(
        case_kind="policy_question",
        limit=7,
        unit="working_days",
        legal_basis="Quy chế mới",
        verified=True,
        valid_from=Date(2026, 7, 1),
    )
    clock(Date(2026, 6, 30))
    old = ask()
    clock(Date(2026, 7, 1))
    new = ask(title="Hỏi vào ngày quy chế mới có hiệu lực")
    assert told_to_officers(old).startswith("10 ngày làm việc")
    assert told_to_officers(new).startswith("7 ngày làm việc")
    assert told_to_officers(new).endswith("Căn cứ: Quy chế mới.")
    clock(Date(2026, 12, 1))
    assert told_to_officers(old).startswith("10 ngày làm việc"), "a case keeps the rule of its own time"


def test_of_two_rules_for_one_day_the_later_one_counts(clock: Clock, ask: Callable[..., Case]) -> None:
    DeadlineRule.objects.create(
        case_kind="policy_question", limit=3, unit="working_days", legal_basis="Sửa đổi", valid_from=Date(2026, 1, 1)
    )
    clock(Date(2026, 6, 1))
    assert ask().due_on == Date(2026, 6, 4)


def test_without_a_rule_there_is_no_due_day(ask: Callable[..., Case]) -> None:
    DeadlineRule.objects.all().delete()
    case = ask()
    assert case.due_on is None
    assert deadlines.due(case) is None
    assert not case.is_overdue
    assert not Case.objects.overdue().exists()


def test_a_case_is_overdue_from_the_day_after(clock: Clock, ask: Callable[..., Case]) -> None:
    clock(Date(2026, 6, 1))
    case = ask()
    clock(Date(2026, 6, 15))
    assert not case.is_overdue
    assert not Case.objects.overdue().exists()
    clock(Date(2026, 6, 16))
    assert case.is_overdue
    assert list(Case.objects.overdue()) == [case]
