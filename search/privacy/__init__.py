"""What of a query may be kept: its matter, and nothing that could tell who asked.

Addresses of mail, numbers of papers, telephones and accounts, home addresses and names of persons become “…”. What is
in doubt goes; laws, offices, places, years, dates and sums of money stay, since they are what people ask about.
"""

import re
import unicodedata

from search.privacy.addresses import without_addresses
from search.privacy.gaps import GAP, join_gaps
from search.privacy.names import without_names
from search.privacy.numbers import without_numbers
from search.text import compose, syllables

LONGEST_READ = 600
LONGEST_KEPT = 200

_AT = r"\s?(?:@|[(\[{]\s?(?:at|a còng|a cong)\s?[)\]}]|\ba còng\b)\s?"
_HOSTS = r"(?:gmail|yahoo|hotmail|outlook|icloud)"
_MAIL = re.compile(
    rf"[^\s@<>,;…]*{_AT}[^\s@<>,;…]*(?:\s?\.\s?(?:com|vn|net|org|gov|edu)\b)*",
    re.IGNORECASE,
)
# Without the sign: hoanguyen gmail.com.
_HALF_A_MAIL = re.compile(
    rf"(?:\S+\s)?\S*\b{_HOSTS}\b(?:[\s.]{{1,3}}com\b)?(?:[\s.]{{1,3}}vn\b)?\S*",
    re.IGNORECASE,
)
_LINK = re.compile(r"\b(?:https?:|www\.)\S*|\b(?:facebook|fb|zalo|tiktok)\.\S+", re.IGNORECASE)


def scrub(text: str) -> str:
    """Return the text on one line without what could tell who asked, at most 200 characters. Never raises."""
    text = compose(unicodedata.normalize("NFKC", compose(text[:LONGEST_READ])).replace(GAP, " "))
    text = " ".join(text.split())
    for pattern in (_LINK, _MAIL, _HALF_A_MAIL):
        text = pattern.sub(GAP, text)
    text = without_names(without_numbers(without_addresses(text)))
    text = join_gaps(text)
    return text if len(text) <= LONGEST_KEPT else text[:LONGEST_KEPT].rpartition(" ")[0]


def key_of(text: str) -> str:
    """Return the folded words of a scrubbed text, by which like queries are one."""
    return " ".join(syllables(text))[:LONGEST_KEPT]
