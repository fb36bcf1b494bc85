"""The letters that a portal wrote into files (`filemail://`), read as a post office would."""

import email
import email.policy
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

from base.models import OutboxMessage

SEPARATOR = "-" * 79


def letters_in(folder: Path) -> list[EmailMessage]:
    """Return every whole letter; one that a kill tore apart has no separator after it and counts as not sent."""
    found = []
    for file in sorted(folder.glob("*")):
        whole = file.read_text(encoding="utf-8").split(f"{SEPARATOR}\n")[:-1]
        found += [email.message_from_string(text, policy=email.policy.default) for text in whole]
    return [letter for letter in found if isinstance(letter, EmailMessage)]


def assert_every_letter_went(folder: Path) -> None:
    """Each message of the outbox went once, or more often with the same Message-ID and the same words; nothing else."""
    assert not OutboxMessage.objects.waiting().exists()
    wanted = {str(uuid) for uuid in OutboxMessage.objects.values_list("uuid", flat=True)}
    letters = letters_in(folder)
    sent = Counter(_uuid(letter) for letter in letters)
    assert sent.keys() == wanted
    words = {(_uuid(letter), letter["To"], letter["Subject"], _text(letter)) for letter in letters}
    assert len(words) == len(wanted), "a letter that went twice said something else the second time"


def _uuid(letter: EmailMessage) -> str:
    return str(letter["Message-ID"]).strip("<>").partition("@")[0]


def _text(letter: EmailMessage) -> str:
    part = letter.get_body(preferencelist=("plain",))
    return part.get_content() if part else ""
