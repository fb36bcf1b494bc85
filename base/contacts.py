"""How people reach somebody: what a card of contacts shows, and the number that a telephone dials."""

from collections.abc import Mapping
from typing import Any


def contact_card(contact: Mapping[str, Any]) -> dict[str, str]:
    """Return what includes/contact_card.html shows of a name, address, phone, email and opening hours."""
    words = {name: contact.get(name) or "" for name in ("name", "address", "phone", "email", "opening_hours")}
    return words | {"phone_uri": dialled(words["phone"])}


def dialled(number: str) -> str:
    """Return a telephone number as a telephone dials it: digits and a leading plus."""
    digits = "".join(character for character in number if character.isdigit())
    return f"+{digits}" if number.strip().startswith("+") else digits
