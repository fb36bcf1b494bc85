"""All that a portal writes and mails about itself."""

import io
from typing import Any

from django.core import mail

ON_DUTY = "truc@bo.test"


def reports_mailed() -> list[Any]:
    return [letter for letter in mail.outbox if letter.to == [ON_DUTY]]


class Log:
    """All that the portal's own handler would write at DEBUG, and every report that Django would mail."""

    def __init__(self) -> None:
        self.lines = io.StringIO()

    @property
    def text(self) -> str:
        """Return the lines and the reports; letters to chị Hoa are hers."""
        reports = [str(letter.message()) + letter.subject + str(letter.body) for letter in reports_mailed()]
        return self.lines.getvalue() + "".join(reports)
