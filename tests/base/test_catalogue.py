"""The Vietnamese catalogue of the packages: complete, compiled as written, placeholders intact."""

import importlib.util
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import polib
import pytest

LOCALE = Path(__file__).resolve().parents[2] / "site" / "locale" / "vi" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")

# Every catalogue below these packages must be complete in Vietnamese.
PACKAGES = (
    "wagtail",
    "wagtail_modeladmin",
    "captcha",
    "taggit",
    "django_filters",
    "django.conf",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
)

# Strings an editor sees that no catalogue lists: modelsearch and django_tasks ship none, and Wagtail passes
# the names of permissions through {% trans %} as a variable.
UNLISTED = (
    (None, "index entry"),
    (None, "index entries"),
    ("Task", "Ready"),
    ("Task", "Running"),
    ("Task", "Failed"),
    ("Task", "Successful"),
    (None, "Can publish"),
    (None, "Can lock"),
    (None, "Can unlock"),
)

PLACEHOLDER = re.compile(r"%\(\w+\)[a-zA-Z]|%[sdr]|\{\w*\}|<[^<>]+>|&\w+;")

Key = tuple[str | None, str, str]  # context, msgid, msgid_plural


def key(entry: polib.POEntry | polib.MOEntry) -> Key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or ""


def texts(entry: polib.POEntry | polib.MOEntry) -> tuple[str, ...]:
    """What the entry says, form by form."""
    if entry.msgid_plural:
        return tuple(text for _, text in sorted(entry.msgstr_plural.items()))
    return (entry.msgstr,)


def translated(file: polib.POFile | polib.MOFile) -> dict[Key, tuple[str, ...]]:
    return {key(entry): texts(entry) for entry in file if all(texts(entry))}


@cache
def ours(domain: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / f"{domain}.po"))


def package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    assert spec is not None, name
    assert spec.submodule_search_locations, name
    return Path(next(iter(spec.submodule_search_locations)))


def catalogues(package: str) -> list[tuple[Path, str]]:
    """Each locale folder of the package, with each of its domains."""
    folders = sorted(path for path in package_folder(package).rglob("locale") if path.is_dir())
    return [
        (folder, domain)
        for folder in folders
        for domain in DOMAINS
        if any((folder / language / "LC_MESSAGES" / f"{domain}.po").exists() for language in ("en", "fr"))
    ]


def reference(folder: Path, domain: str) -> set[Key]:
    """The messages of a catalogue: those of English, or, where English is not shipped, of French."""
    for language in ("en", "fr"):
        path = folder / language / "LC_MESSAGES" / f"{domain}.po"
        if path.exists():
            return {key(entry) for entry in polib.pofile(str(path)) if not entry.obsolete}
    raise AssertionError(folder)


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def ends(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


@pytest.mark.parametrize("package", PACKAGES)
def test_every_message_of_the_packages_is_translated(package: str) -> None:
    found = catalogues(package)
    assert found, f"no catalogue in {package}"
    missing = []
    for folder, domain in found:
        # The .mo is what Django reads.
        own = folder / "vi" / "LC_MESSAGES" / f"{domain}.mo"
        known = set(translated(ours(domain)))
        if own.exists():
            known |= set(translated(polib.mofile(str(own))))
        app = folder.parent.relative_to(package_folder(package).parent)
        missing += [f"{app} ({domain}): {message!r}" for message in sorted(reference(folder, domain) - known, key=str)]
    assert not missing, f"{len(missing)} messages without a Vietnamese text:\n" + "\n".join(missing)


@pytest.mark.parametrize(("context", "msgid"), UNLISTED)
def test_messages_no_catalogue_lists_are_translated(context: str | None, msgid: str) -> None:
    assert (context, msgid, "") in translated(ours("django"))


@pytest.mark.parametrize("domain", DOMAINS)
def test_mo_holds_exactly_what_the_po_says(domain: str) -> None:
    compiled = polib.mofile(str(LOCALE / f"{domain}.mo"))
    said, held = translated(ours(domain)), translated(compiled)
    different = sorted(
        (message for message in said.keys() | held.keys() if said.get(message) != held.get(message)), key=str
    )
    assert not different, "compile the catalogue again; it differs at:\n" + "\n".join(map(repr, different))
    assert compiled.metadata == ours(domain).metadata


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_are_those_of_the_msgid(domain: str) -> None:
    wrong = []
    for entry in ours(domain):
        # Vietnamese has one form for all numbers: it may follow the English singular or the plural.
        sources = [text for text in (entry.msgid, entry.msgid_plural) if text]
        wrong += [
            f"{sources!r} -> {text!r}"
            for text in texts(entry)
            if placeholders(text) not in [placeholders(source) for source in sources]
            or ends(text) not in [ends(source) for source in sources]
        ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("domain", DOMAINS)
def test_all_text_is_nfc(domain: str) -> None:
    loose = [text for entry in ours(domain) for text in texts(entry) if not unicodedata.is_normalized("NFC", text)]
    assert not loose, "\n".join(loose)


@pytest.mark.parametrize("domain", DOMAINS)
def test_file_is_compact_and_whole(domain: str) -> None:
    catalogue = ours(domain)
    assert catalogue.metadata["Language"] == "vi"
    assert catalogue.metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert catalogue.metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    assert not catalogue.fuzzy_entries()
    assert not catalogue.obsolete_entries()
    assert not catalogue.untranslated_entries()
    assert not [entry.msgid for entry in catalogue if entry.occurrences], "no source paths"
    assert not [entry.msgid for entry in catalogue if entry.msgid_plural and set(entry.msgstr_plural) != {0}]
    twice = [
        message for message, times in Counter((entry.msgctxt, entry.msgid) for entry in catalogue).items() if times > 1
    ]
    assert not twice, twice
