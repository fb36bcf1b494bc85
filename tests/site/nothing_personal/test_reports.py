"""An error is told by its kind and its place, never by its words; an operator still learns what went wrong."""

import logging
import logging.config

import pytest
from pytest_django.fixtures import Settings as SettingsWrapper

from base import worker
from base.logs import Report, describe
from casework.models import Case
from tests.site.nothing_personal.hoa import EMAIL, NAME
from tests.site.nothing_personal.log import Log


def test_when_the_worker_breaks(case: Case, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(limit: int = 50) -> int:
        raise RuntimeError(f"{NAME} <{EMAIL}>")

    monkeypatch.setitem(worker._queues, "outbox", breaks)
    worker.drain_all()
    assert "worker: outbox failed" in log.text
    assert "builtins.RuntimeError" in log.text
    assert NAME not in log.text
    assert EMAIL not in log.text


def test_an_error_that_is_only_an_argument_gives_its_kind(log: Log) -> None:
    logging.getLogger("someone.else").error("could not send: %s", ValueError(f"no such box {EMAIL}"))
    assert "could not send: ValueError" in log.lines.getvalue()
    assert EMAIL not in log.lines.getvalue()


def test_what_another_handler_wrote_down_is_not_written_again(log: Log) -> None:
    """Python keeps the text of a traceback on the record, for the next handler to use."""
    try:
        raise ValueError(EMAIL)
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", (), __import__("sys").exc_info())
    logging.Formatter().format(record)
    assert EMAIL in str(record.exc_text)
    logging.getLogger().handle(record)
    assert "builtins.ValueError" in log.lines.getvalue()
    assert EMAIL not in log.lines.getvalue()


def test_an_operator_still_learns_what_went_wrong(settings: SettingsWrapper) -> None:
    try:
        __import__("khong_co_mo_dun")
    except ImportError as fault:
        told = describe(fault)
    assert "No module named 'khong_co_mo_dun'" in told, "the parts of the program are no secret"
    assert f'File "{__file__}"' in told
    try:
        open("/khong/co/tep")  # noqa: SIM115
    except OSError as fault:
        told = Report(None, type(fault), fault, fault.__traceback__).get_traceback_html()
    assert "builtins.FileNotFoundError errno=2" in told
    assert "/khong/co/tep" in told, "a line of the program is shown as it stands there"
    assert told.startswith("<pre>")


def test_a_fault_that_causes_itself_ends() -> None:
    first, second = ValueError("một"), ValueError("hai")
    first.__cause__, second.__cause__ = second, first
    assert describe(first).count("builtins.ValueError") == 2
