"""Promoted answers: which entries stand first for a query."""

from search.analysis import in_full
from search.models import Entry, Promotion
from search.text import MAX_QUERY_CHARACTERS, fold_word, words
from search.vocabulary import vocabulary

WITH_MORE_WORDS = "*"


def promoted(text: str) -> list[int]:
    """Return the keys of the entries to put first for a query, in order; only of what is public now."""
    asked = matter_of(text)
    if not asked:
        return []
    in_order = Promotion.objects.in_force().order_by("position", "pk")
    pages = [
        (f"{app}.{model}", page)
        for queries, page, app, model in in_order.values_list(
            "queries", "page_id", "page__content_type__app_label", "page__content_type__model"
        )
        if any(matches(line, asked) for line in queries.splitlines())
    ]
    if not pages:
        return []
    found = Entry.objects.public().filter(
        source__in={source for source, _ in pages}, source_id__in=[page for _, page in pages]
    )
    keys = {(source, page): key for source, page, key in found.values_list("source", "source_id", "pk")}
    return list(dict.fromkeys(keys[page] for page in pages if page in keys))


def matter_of(text: str) -> list[str]:
    """Return the folded words of a query, abbreviations written out, without courtesies (xin hỏi, ạ)."""
    folded = [fold_word(word) for word in in_full(words(text[:MAX_QUERY_CHARACTERS]))]
    kept: list[str] = []
    place = 0
    while place < len(folded):
        courtesy = _courtesy_at(folded, place)
        kept += [] if courtesy else [folded[place]]
        place += courtesy or 1
    return kept


def matches(line: str, asked: list[str]) -> bool:
    """Tell whether a promotion's line fits a query: word for word, or with words between if it ends with a star."""
    wanted = matter_of(line)
    if not wanted:
        return False
    if not line.rstrip().endswith(WITH_MORE_WORDS):
        return wanted == asked
    rest = iter(asked)
    return all(word in rest for word in wanted)


def _courtesy_at(folded: list[str], place: int) -> int:
    """Return how many words the courtesy has that stands at a place, 0 if there is none."""
    courtesies = vocabulary().courtesies
    for phrase in [*courtesies.get("_".join(folded[place : place + 2]), ()), *courtesies.get(folded[place], ())]:
        if tuple(folded[place : place + len(phrase)]) == phrase:
            return len(phrase)
    return 0
