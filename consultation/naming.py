"""What the provisions of a document are called, for pages that leave out what it does not have."""

from collections.abc import Iterable

from consultation.citing import GONE, WHOLE_NAME, cited_in
from consultation.comparing.keys import WHOLE
from consultation.models.documents import DraftDocument

# How the whole document is named in an address, where "" would mean: nothing was chosen.
WHOLE_PARAMETER = "toan-van"


def names(document: DraftDocument | None, keys: Iterable[str]) -> dict[str, str]:
    """Return what each address is called ("Điểm a khoản 3 Điều 12"); what the document does not have is left out."""
    wanted = {key for key in keys if key}
    found = cited_in(document, wanted) if document is not None and wanted else {}
    return {key: name for key, name in found.items() if name != GONE} | {WHOLE: WHOLE_NAME}


def within(name: str) -> str:
    """Return a name as it stands inside a sentence: khoản 3 Điều 12."""
    return name[:1].lower() + name[1:] if name.startswith(("Khoản", "Điểm", "Toàn")) else name
