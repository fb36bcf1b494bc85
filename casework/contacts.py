"""Ways to reach a sender, compared as people type them: an e-mail address, or a telephone number in either form."""

import hashlib
import hmac
import re
import unicodedata
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email


class Reachable(Protocol):
    """Whoever left ways to be reached: the sender of a case, or somebody who commented on a draft."""

    email: str
    phone: str


def normalise(typed: str) -> str:
    """Return an address in small letters or a telephone number as its digits (+84 is 0); "" when it is neither."""
    text = unicodedata.normalize("NFKC", typed).strip().lower()
    if "@" in text:
        try:
            validate_email(text)
        except ValidationError:
            return ""
        return text
    digits = re.sub(r"[\s.\-()]", "", text)
    return re.sub(r"^(\+84|0084)", "0", digits) if re.fullmatch(r"\+?[0-9]{8,15}", digits) else ""


def seal(contact: str) -> str:
    """Return a keyed digest of a contact, by which it can be recognised and not read."""
    message = f"contact:{normalise(contact)}".encode()
    return hmac.new(settings.CASE_SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def is_of(sender: Reachable, sealed: str) -> bool:
    """Tell whether the sealed contact is one that the sender left."""
    return any(hmac.compare_digest(seal(own), sealed) for own in (sender.email, sender.phone) if normalise(own))
