"""The kinds of files, told by content and by extension: both must say the same."""

from dataclasses import dataclass

from base.uploads.refusals import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The name of the stream in which Office keeps a document with a password.
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    label: str
    content_type: str
    extensions: tuple[str, ...]
    begins: bytes
    is_image: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    kind.name: kind
    for kind in (
        Kind("pdf", "tệp PDF", "application/pdf", ("pdf",), b"%PDF-"),
        Kind("docx", "tệp Word", f"{_OFFICE}wordprocessingml.document", ("docx",), b"PK\x03\x04"),
        Kind("xlsx", "tệp Excel", f"{_OFFICE}spreadsheetml.sheet", ("xlsx",), b"PK\x03\x04"),
        Kind("jpg", "ảnh JPG", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), b"\xff\xd8\xff", is_image=True),
        Kind("png", "ảnh PNG", "image/png", ("png",), b"\x89PNG\r\n\x1a\n", is_image=True),
    )
}
# What an officer's text may be; no sender's form takes it, since its content tells nothing of its kind.
TEXT = Kind("text", "tệp văn bản", "text/plain", ("md", "markdown", "txt"), b"")
STORED = KINDS | {TEXT.name: TEXT}
BY_EXTENSION = {extension: kind for kind in KINDS.values() for extension in kind.extensions}
ACCEPT = ",".join(f".{extension}" for extension in BY_EXTENSION)
_OFTEN_SENT = {"doc": "old_office", "xls": "old_office", "heic": "heic", "heif": "heic"}


def kind_of(name: str, content: bytes) -> Kind:
    """Return the kind that both the name and the content tell; raise Refused when they tell none, or not the same."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    kind = BY_EXTENSION.get(extension)
    if kind is None:
        raise Refused(_OFTEN_SENT.get(extension, "extension"))
    if content.startswith(kind.begins):
        return kind
    if kind.begins == b"PK\x03\x04" and content.startswith(OLE):
        raise Refused("encrypted" if OLE_ENCRYPTED in content else "old_office")
    # A photograph under the other picture's extension is common (telephones do it) and harms nobody.
    if kind.is_image:
        for other in KINDS.values():
            if other.is_image and content.startswith(other.begins):
                return other
    raise Refused("not_what_it_says")
