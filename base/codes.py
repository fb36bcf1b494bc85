"""The public number of a thing that somebody handed in, for talking about it, and its secret, for opening it.

The secret is never stored: it is derived from a server key, the kind of thing and its token, so a form posted twice
shows the same one, and a copy of the database opens nothing (docs/decisions/0004).
"""

import hashlib
import hmac
import re
import unicodedata
import uuid
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet

from base.models import Sequence

M = TypeVar("M", bound=Model)

# No letter or digit that is mistaken for another: no 0 O, 1 I L, 2 Z, 5 S, 8 B, G.
ALPHABET = "ACDEFHJKMNPQRTUVWXY34679"
SECRET_LENGTH = 12
# Compared when nothing has the number, so that an unknown number takes the same work as a wrong secret.
NOBODYS_TOKEN = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of one kind of thing; `prefix` stands before its numbers. A secret of one kind opens no other."""

    kind: str
    prefix: str = ""

    def next_number(self, year: int) -> str:
        """Return the next number of the year, as in 2026-000123, behind the prefix."""
        return f"{self.prefix}{year}-{Sequence.take(f'{self.kind}-{year}'):06d}"

    def normalise_number(self, typed: str) -> str:
        """Return the number as it is stored, whatever spaces, dashes or prefix were typed; "" when it is none."""
        digits = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", typed[:40]))
        return f"{self.prefix}{digits[:4]}-{digits[4:].lstrip('0').zfill(6)}" if 5 <= len(digits) <= 14 else ""

    def secret_for(self, token: uuid.UUID, version: int) -> str:
        """Return the secret of a thing, twelve letters and digits in groups of four; about 55 bits."""
        message = f"{self.kind}:{token}:{version}".encode()
        digest = hmac.new(settings.CASE_SECRET_KEY.encode(), message, hashlib.sha256).digest()
        number, letters = int.from_bytes(digest), []
        for _ in range(SECRET_LENGTH):
            number, place = divmod(number, len(ALPHABET))
            letters.append(ALPHABET[place])
        text = "".join(letters)
        return "-".join(text[start : start + 4] for start in range(0, SECRET_LENGTH, 4))

    def is_secret(self, typed: str, token: uuid.UUID, version: int) -> bool:
        """Compare what was typed with the secret, in constant time; case, spaces and dashes do not matter."""
        given = re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", typed[:60]).upper())
        return hmac.compare_digest(given.encode(), self.secret_for(token, version).replace("-", "").encode())

    def opened(self, rows: "QuerySet[M]", number: str, secret: str) -> M | None:
        """Return the row that the number names and the secret opens, of a model with `token` and `secret_version`.

        A wrong secret and an unknown number cost the same: one query and one comparison in constant time. A secret
        that is changed in between opens nothing: the row is read with the version that was compared.
        """
        known = rows.filter(number=self.normalise_number(number)).values_list("token", "secret_version").first()
        token, version = known or (NOBODYS_TOKEN, 1)
        is_opened = self.is_secret(secret, token, version)
        if known is None or not is_opened:
            return None
        return rows.filter(token=token, secret_version=version).first()
