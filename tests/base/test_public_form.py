"""What every form for the public does by itself: drops what nobody typed, and takes nothing back too soon."""

import pytest
from django import forms
from django.core import signing
from pytest_django.fixtures import Settings

from base import checks, fill_time
from base.forms import EmailField, LineField, PublicForm, TextField
from base.public_posts import public_post


class Letter(PublicForm):
    takes_time = True
    title = LineField(required=False)
    text = TextField(required=False)
    email = EmailField(required=False)


@pytest.fixture(autouse=True)
def ten_seconds(settings: Settings) -> None:
    settings.FORM_LEAST_SECONDS = 10


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1_800_000_000.0]
    monkeypatch.setattr("base.fill_time.time.time", lambda: now[0])
    return now


def stamp_in(form: PublicForm) -> str:
    return str(form["given_out"]).partition('value="')[2].partition('"')[0]


def test_who_took_the_time_passes(clock: list[float]) -> None:
    given_out = stamp_in(Letter())
    clock[0] += 10
    assert Letter({"given_out": given_out}).is_valid()


def test_who_was_too_quick_is_asked_to_press_again_and_then_passes(clock: list[float]) -> None:
    given_out = stamp_in(Letter())
    clock[0] += 4
    quick = Letter({"given_out": given_out, "text": "Kính gửi Bộ"})
    assert quick.errors["given_out"] == [fill_time.TOO_QUICK]
    assert "Kính gửi Bộ" in str(quick["text"])
    clock[0] += 6
    assert Letter({"given_out": stamp_in(quick)}).is_valid(), "the time runs from the first page, not from the refusal"


@pytest.mark.parametrize(
    "stamp",
    ["", "x", signing.dumps(1.0, salt="other"), signing.dumps("x", salt=fill_time.SALT), "\x00", "a" * 9000],
    ids=["none", "rubbish", "another form's", "not a time", "a zero byte", "a long one"],
)
def test_a_stamp_that_is_not_ours_is_replaced(stamp: str, clock: list[float]) -> None:
    form = Letter({"given_out": stamp})
    assert not form.is_valid()
    fresh = stamp_in(form)
    clock[0] += 10
    assert Letter({"given_out": fresh}).is_valid()


def test_a_page_that_lay_open_for_days_is_taken(clock: list[float]) -> None:
    given_out = stamp_in(Letter())
    clock[0] += 5 * 24 * 3600
    assert Letter({"given_out": given_out}).is_valid()


def test_a_form_that_needs_no_time_carries_no_stamp() -> None:
    class Short(PublicForm):
        pass

    assert "given_out" not in Short().fields
    assert Short({}).is_valid()


def test_the_trap_is_shown_empty_again(settings: Settings) -> None:
    settings.FORM_LEAST_SECONDS = 0
    caught = Letter({"website": "http://spam.test"})
    assert caught.errors["website"] == ["Biểu mẫu chưa gửi được. Xin ông/bà bấm gửi lần nữa."]
    assert "spam" not in str(caught["website"])


@pytest.mark.parametrize("mark", ["\u200f", "\u200e", "\u061c", "\u202e", "\u2067", "\u200b", "\ufeff", "\x07", "\x85"])
def test_marks_that_nobody_types_are_dropped(mark: str, settings: Settings) -> None:
    settings.FORM_LEAST_SECONDS = 0
    form = Letter({"title": f"Lương{mark} tháng", "text": f"a\n{mark}b", "email": f"hoa@nguoidan{mark}.test{mark}"})
    assert form.is_valid()
    assert form.cleaned_data["title"] == "Lương tháng"
    assert form.cleaned_data["text"] == "a\nb"
    assert form.cleaned_data["email"] == "hoa@nguoidan.test"


def test_half_a_character_is_told_and_kept(settings: Settings) -> None:
    settings.FORM_LEAST_SECONDS = 0
    form = Letter({"text": "Lương \ufffd tháng"})
    assert form.errors["text"] == ["Mục này có ký tự bị hỏng, hiện thành “�”. Xin ông/bà xóa dấu đó rồi gõ lại chữ."]
    assert "Lương \ufffd tháng" in str(form["text"])


class Forgotten(forms.Form):
    """A form for the public that somebody made without thinking of robots."""


def test_the_portals_public_forms_are_all_guarded() -> None:
    assert checks.public_posts_are_guarded(None) == []


def test_a_public_form_that_is_no_public_form_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.views.stages.Forgotten", Forgotten, raising=False)
    [error] = checks.public_posts_are_guarded(None)
    assert (error.id, "Forgotten" in error.msg) == ("base.E005", True)


def test_a_public_view_without_the_guard_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    from qa.views import ask

    assert public_post(ask.ask).takes_public_posts  # type: ignore[attr-defined]
    monkeypatch.delattr(ask.ask, "takes_public_posts")
    [error] = checks.public_posts_are_guarded(None)
    assert (error.id, "qa.views.ask.ask" in error.msg) == ("base.E004", True)


@pytest.mark.parametrize("given", [[1, 2], [1, 2, 0], [-1, 2, 900], []])
def test_limits_that_cannot_be_counted_are_an_error(given: list[int], settings: Settings) -> None:
    assert checks.limits_can_be_counted(None) == []
    settings.LIMITS = settings.LIMITS | {"asking": given}
    assert [error.id for error in checks.limits_can_be_counted(None)] == ["base.E006"]
