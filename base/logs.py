"""What an operator reads of an error: of what kind it is and where it happened, never what was in it.

The text of an exception quotes rows, addresses and what people typed (PostgreSQL: "Failing row contains ..."), and so
do the variables that Django's own report shows. What is written here is known to be harmless; the rest is left out.
"""

import copy
import logging
import traceback
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.template import TemplateDoesNotExist
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter

# Names of errors given by databases and the system; they say what went wrong and nothing of whom.
CODES = ("sqlstate", "sqlite_errorname", "errno", "smtp_code")
# Their texts name parts of the program.
ABOUT_THE_PROGRAM = (ImportError, NameError, ImproperlyConfigured, TemplateDoesNotExist)


def describe(error: BaseException) -> str:
    """Return the traceback of an error and of what led to it, with their kinds and codes and without their texts."""
    return "\n".join(_lines(error, set()))


def _lines(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and id(cause) not in seen:
        yield from _lines(cause, seen)
        yield "which led to:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
        yield f"    {frame.line}"
    codes = [f"{name}={value}" for name in CODES if isinstance(value := getattr(error, name, None), str | int)]
    told = f": {error}" if isinstance(error, ABOUT_THE_PROGRAM) else ""
    yield " ".join([f"{type(error).__module__}.{type(error).__qualname__}", *codes]) + told


class LineFormatter(logging.Formatter):
    """Writes a line for each record; of an error its kind and place, of an error given as an argument its kind."""

    def format(self, record: logging.LogRecord) -> str:
        record = copy.copy(record)
        record.exc_text = None  # another handler may have written the error's text there
        if isinstance(record.args, tuple):
            record.args = tuple(
                type(each).__name__ if isinstance(each, BaseException) else each for each in record.args
            )
        return super().format(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802  (logging's name)
        return describe(ei[1]) if ei[1] is not None else ""


class Report(ExceptionReporter):
    """The error report that Django mails; the page that it shows while PORTAL_DEBUG is on stays Django's own."""

    def get_traceback_text(self) -> SafeString:
        if settings.DEBUG and not self.is_email:
            return super().get_traceback_text()
        asked = f"{self.request.method} {self.request.path}\n\n" if self.request is not None else ""
        told = describe(self.exc_value) if isinstance(self.exc_value, BaseException) else ""
        return SafeString(asked + told)  # plain text; the HTML escapes it anew

    def get_traceback_html(self) -> SafeString:
        if settings.DEBUG and not self.is_email:
            return super().get_traceback_html()
        return format_html("<pre>{}</pre>", "".join(self.get_traceback_text()))
