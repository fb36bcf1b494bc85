"""Snippets: the part of a text that answers a query best, with its words marked."""

import re
from collections import Counter
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.analysis import MAX_QUERY_WORDS, analyse_query, in_full
from search.passages import nearest
from search.text import MAX_QUERY_CHARACTERS, bigrams, compose, fold_word, i_for_y, words
from search.vocabulary import function_words, vocabulary

SCANNED_CHARACTERS = 1_100_000
SHORT_QUERY_WORDS = 3
_WORD = re.compile(r"[^\W_]+")
_BLANKS = re.compile(r"\s+")
_INSIDE_A_MARK = re.compile(r"[\s/&.–-]{0,3}")


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of the text: from `start` up to `end`, folded."""

    start: int
    end: int
    word: str


def highlight(text: str, query: str, length: int = 240) -> SafeString:
    """Returns about `length` characters of the text as safe HTML, the words of the query in <mark>.

    Accents are optional: 'bao hiem' marks 'bảo hiểm', while 'bán' leaves 'bạn' alone. It picks the stretch that holds
    most of the query, the beginning if there is none. Words side by side share a mark; an ellipsis stands where text is
    left out. Never raises.
    """
    passage = nearest(text[:SCANNED_CHARACTERS], query)
    text = _BLANKS.sub(" ", compose(passage.text)).strip()
    places = _marked(text, query)
    start, end = _stretch(text, places, max(length, 1))
    pieces: list[str] = ["… "] if start or passage.cut_before else []
    done = start
    for left, right in _joined(text, [place for place in places if start <= place.start and place.end <= end]):
        pieces += [escape(text[done:left]), "<mark>", escape(text[left:right]), "</mark>"]
        done = right
    pieces += [escape(text[done:end]), " …" if end < len(text) or passage.cut_behind else ""]
    return mark_safe("".join(pieces))  # noqa: S308 - every piece of the text is escaped above


def _marked(text: str, query: str) -> list[_Place]:
    """Returns the words of the text to be marked.

    Two words that are neighbours in the query and in the text count together. A word alone counts if it is of the
    matter and stands nowhere beside its neighbour: in 'quy định tại nghị định' the query 'nghị định' marks one 'định'.
    """
    tokens = analyse_query(query)
    wanted = set(tokens.words)
    if not wanted:
        return []
    matter = (wanted - function_words() if len(wanted) > SHORT_QUERY_WORDS else wanted) or wanted
    places = _read(text, _accents_typed(query))
    pairs = set(tokens.bigrams)
    chosen = {
        number
        for number, pair in enumerate(bigrams([place.word for place in places]))
        if pair in pairs and not matter.isdisjoint(pair.split("_"))
    }
    chosen |= {number + 1 for number in chosen}
    alone = matter - {places[number].word for number in chosen}
    chosen |= {n for n, place in enumerate(places) if place.word in alone or _stands_for(place.word, wanted)}
    return [places[number] for number in sorted(chosen)]


def _read(text: str, accents_typed: dict[str, set[str]]) -> list[_Place]:
    """Returns the words of the text; one with other accents than those typed is left without its word."""
    places = []
    for match in _WORD.finditer(text):
        written = "".join(words(match.group()))
        word = fold_word(written)
        typed = accents_typed.get(word)
        if typed and not written.isascii() and i_for_y(written) not in typed:
            word = ""
        places.append(_Place(match.start(), match.end(), word))
    return places


def _accents_typed(query: str) -> dict[str, set[str]]:
    """Returns the accented spellings of each folded word that was typed with accents every time."""
    typed: dict[str, set[str]] = {}
    for word in in_full(words(query[:MAX_QUERY_CHARACTERS])[:MAX_QUERY_WORDS]):
        typed.setdefault(fold_word(word), set()).add(i_for_y(word))
    return {folded: spellings for folded, spellings in typed.items() if folded not in spellings}


def _stands_for(word: str, wanted: set[str]) -> bool:
    """Tells whether a word is an abbreviation of words that are looked for."""
    return any(wanted.issuperset(form.long) for form in vocabulary().forms.get(word, ()))


def _stretch(text: str, places: list[_Place], length: int) -> tuple[int, int]:
    """Returns start and end of the stretch with the most different words marked, cut between words."""
    if len(text) <= length:
        return 0, len(text)
    best, first, last = 0, 0, 0
    inside: Counter[str] = Counter()
    left = 0
    for place in places:
        inside[place.word] += 1
        while place.end - places[left].start > length and places[left] is not place:
            inside[places[left].word] -= 1
            left += 1
        different = sum(1 for times in inside.values() if times)
        if different > best:
            best, first, last = different, places[left].start, place.end
    start = max(0, min(first - max(0, length - (last - first)) // 3, len(text) - length))
    if start:
        start = text.find(" ", start - 1, max(first, start)) + 1 or first
    end = min(len(text), start + length)
    if end < len(text) and " " in text[start + 1 : end + 1]:
        end = text.rindex(" ", start + 1, end + 1)
    return start, end


def _joined(text: str, places: list[_Place]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for place in places:
        if joined and _INSIDE_A_MARK.fullmatch(text, joined[-1][1], place.start):
            joined[-1] = joined[-1][0], place.end
        else:
            joined.append((place.start, place.end))
    return joined
