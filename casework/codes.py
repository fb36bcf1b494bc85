"""The public number of a case, for talking about it, and its secret, for opening it.

The secret is never stored: it is derived from a server key and the case's token, so a form posted twice shows the same
one, and a copy of the database opens no case.
"""

import hashlib
import hmac
import re
import unicodedata
import uuid

from django.conf import settings

from base.models import Sequence

# No letter or digit that is mistaken for another: no 0 O, 1 I L, 2 Z, 5 S, 8 B, G.
ALPHABET = "ACDEFHJKMNPQRTUVWXY34679"
SECRET_LENGTH = 12


def next_number(year: int) -> str:
    """Return the next case number of the year, as in 2026-000123."""
    return f"{year}-{Sequence.take(f'case-{year}'):06d}"


def normalise_number(typed: str) -> str:
    """Return the number as it is stored, whatever spaces or dashes were typed; "" when it is none."""
    digits = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", typed[:40]))
    return f"{digits[:4]}-{digits[4:].lstrip('0').zfill(6)}" if 5 <= len(digits) <= 14 else ""


def secret_for(token: uuid.UUID, version: int) -> str:
    """Return the secret of a case, twelve letters and digits in groups of four; about 55 bits."""
    digest = hmac.new(settings.CASE_SECRET_KEY.encode(), f"case:{token}:{version}".encode(), hashlib.sha256).digest()
    number, letters = int.from_bytes(digest), []
    for _ in range(SECRET_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    text = "".join(letters)
    return "-".join(text[start : start + 4] for start in range(0, SECRET_LENGTH, 4))


def is_secret(typed: str, token: uuid.UUID, version: int) -> bool:
    """Compare what was typed with the secret, in constant time; case, spaces and dashes do not matter."""
    given = re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", typed[:60]).upper())
    return hmac.compare_digest(given.encode(), secret_for(token, version).replace("-", "").encode())
