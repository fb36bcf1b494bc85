"""The public number of a case and its secret (base/codes.py)."""

from base.codes import ALPHABET, NOBODYS_TOKEN, SECRET_LENGTH, Codes

__all__ = [
    "ALPHABET",
    "CASES",
    "NOBODYS_TOKEN",
    "SECRET_LENGTH",
    "is_secret",
    "next_number",
    "normalise_number",
    "secret_for",
]

CASES = Codes("case")
next_number, normalise_number = CASES.next_number, CASES.normalise_number
secret_for, is_secret = CASES.secret_for, CASES.is_secret
