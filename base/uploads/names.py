"""The name of a file, for showing and for saving; on the portal's disk a file has another, random one."""

import unicodedata

LONGEST = 150


def clean_name(given: str, extension: str = "") -> str:
    """Return the name as it was typed, without folders, invisible characters and excess length.

    With `extension` the name ends in it: what a browser saves opens as what it is.
    """
    name = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    # Marks that turn the direction of a text round make "anh‮gpj.exe" look like a picture; they are not printable.
    name = " ".join("".join(each if each.isprintable() else " " for each in name).split()).rstrip(". ")
    stem, dot, end = name.rpartition(".")
    if not dot:
        stem, end = name, ""
    end = extension or end[:10]
    stem = stem[: LONGEST - len(end) - 1].strip() or "tep"
    return f"{stem}.{end}" if end else stem
