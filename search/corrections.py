"""“Có phải bạn tìm”: another wording for a query whose words the archive hardly knows, in the archive's own words.

Pure apart from two callables. `frequencies` takes folded words and folded bigrams ('that_nghiep') and returns how many
documents hold each; `titles` takes a query and returns titles found for it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import log1p

from base.syllables import folded_bases
from search import slips
from search.lattice import MAX_WORDS, Edge, best_path, lattice, typed_path
from search.text import bigrams, compose, words_and_syllables
from search.vocabulary import function_words, read_rows

Frequencies = Callable[[Sequence[str]], dict[str, int]]

MAX_CHARACTERS = 200
MAX_TOKENS = 400  # of one question to `frequencies`
WELL_KNOWN = 3  # documents that hold two words side by side: then both are meant as they stand
ENOUGH = 2  # documents that must hold a proposed word beside its neighbour
TIMES_BETTER = 4
RATHER_RARE = 20
BELONGS = 0.05  # share of the documents with the rarer word of a pair that hold the pair
_WORD = re.compile(r"[^\W_]+")


def did_you_mean(text: str, frequencies: Frequencies, titles: Callable[[str], list[str]]) -> str:
    """Returns a better-known wording of what was typed, with the archive's accents; '' when there is none.

    Asks `frequencies` at most twice. Never proposes anything for a query whose neighbouring words are all well known.
    """
    text = compose(text[:MAX_CHARACTERS]).strip()
    edges = lattice(text)
    typed = typed_path(edges)
    if not typed or len(typed) > MAX_WORDS:
        return ""
    known = frequencies(_first_question(edges, typed))
    suspects = _suspects(typed, known)
    if not suspects:
        return ""
    allowed = [edge for edge in edges if not edge.cost or _may_stand(edge, suspects, known)]
    second, kept = _second_question(allowed)
    known = known | frequencies(second)
    path = best_path(kept, known)
    if all(edge.cost == 0 for edge in path) or not _is_better(path, typed, known):
        return ""
    meant = _written(text, path, titles(" ".join(word for edge in path for word in edge.folded)))
    return meant if meant.casefold() != text.casefold() else ""


def _first_question(edges: list[Edge], typed: list[Edge]) -> list[str]:
    """Returns the words and pairs as typed, then what else each word may have been, the likeliest first."""
    asked = dict.fromkeys([*_words(typed), *_pairs(typed)])
    for edge in sorted((edge for edge in edges if edge.cost), key=lambda edge: edge.cost):
        asked |= dict.fromkeys([*edge.folded, *bigrams(edge.folded)])
    return list(asked)[:MAX_TOKENS]


def _suspects(typed: list[Edge], known: dict[str, int]) -> set[int]:
    """Returns the places of words that no well-known pair holds; a word alone is one if no document has it."""
    if len(typed) == 1:
        rare = min(known.get(word, 0) for word in typed[0].folded)
        return set() if rare else {typed[0].start}
    pairs = [known.get(pair, 0) for pair in _between(typed)]
    if all(count >= WELL_KNOWN for count in pairs):
        return set()
    found = set()
    for place, edge in enumerate(typed):
        beside = pairs[max(place - 1, 0) : place + 1]
        strange = min(known.get(word, 0) for word in edge.folded) == 0
        bound = len(typed) > 3 and not function_words().isdisjoint(edge.folded)
        if strange or (max(beside) < WELL_KNOWN and not bound):
            found.add(edge.start)
    return found


def _may_stand(edge: Edge, suspects: set[int], known: dict[str, int]) -> bool:
    places = set(range(edge.start, edge.end))
    return bool(places & suspects) and all(known.get(word, 0) for word in edge.folded)


def _second_question(edges: list[Edge]) -> tuple[list[str], list[Edge]]:
    """Returns the pairs of neighbours to be asked for, and the edges kept so that these are not too many."""
    for most in (10, 8, 6, 5, 4, 3, 2, 1):
        number: Counter[int] = Counter()
        kept = []
        for edge in sorted(edges, key=lambda edge: edge.cost):
            if edge.cost == 0 or number[edge.start] < most:
                kept.append(edge)
                number[edge.start] += edge.cost > 0
        asked = {f"{left.folded[-1]}_{right.folded[0]}" for left in kept for right in kept if left.end == right.start}
        asked |= {pair for edge in kept for pair in bigrams(edge.folded)}
        if len(asked) <= MAX_TOKENS:
            return sorted(asked), kept
    return [], [edge for edge in edges if edge.cost == 0]


def _is_better(path: list[Edge], typed: list[Edge], known: dict[str, int]) -> bool:
    """Tells whether each changed word, and no more than half of all, stands in the archive beside its neighbour."""
    changed = [edge for edge in path if edge.cost]
    if len(path) == len(typed) == 1 and len(path[0].folded) == 1:
        return known.get(path[0].folded[0], 0) >= ENOUGH
    doubted = [one for one in typed if one.folded[0] in folded_bases() and any(_covers(edge, one) for edge in changed)]
    if len(doubted) > 1 and 2 * len(doubted) > len(typed) + 1:
        return False
    return all(_fits(edge, path, typed, known) for edge in changed)


def _fits(edge: Edge, path: list[Edge], typed: list[Edge], known: dict[str, int]) -> bool:
    """Tells whether the archive holds a changed word beside a neighbour, clearly more often than what was typed.

    A word that is no syllable must have been meant as another. One that is one is rather rare than wrong: it gives way
    only where the archive never has it, to a word that belongs to its neighbour.
    """
    if any(known.get(pair, 0) < ENOUGH for pair in bigrams(edge.folded)):
        return False
    before = [one for one in typed if _covers(edge, one)]
    now = _around(path, edge.start, edge.end)
    was = max((known.get(pair, 0) for pair in _around(typed, before[0].start, before[-1].end)), default=0)
    best = max(now, key=lambda pair: known.get(pair, 0))
    times = known.get(best, 0)
    if times < ENOUGH or times < TIMES_BETTER * was:
        return False
    if not {one.folded[0] for one in before} <= folded_bases():
        return True
    belongs = max(known.get(pair, 0) / min(max(known.get(word, 0), 1) for word in pair.split("_")) for pair in now)
    return times >= max(WELL_KNOWN, RATHER_RARE * was) and belongs >= BELONGS


def _covers(edge: Edge, one: Edge) -> bool:
    return edge.start <= one.start < edge.end


def _around(path: list[Edge], start: int, end: int) -> list[str]:
    near = [edge for edge in path if start <= edge.start < end or edge.end == start or edge.start == end]
    return _pairs(near)


def _words(path: list[Edge]) -> list[str]:
    return [word for edge in path for word in edge.folded]


def _pairs(path: list[Edge]) -> list[str]:
    return bigrams(_words(path))


def _between(path: list[Edge]) -> list[str]:
    return [f"{left.folded[-1]}_{right.folded[0]}" for left, right in pairwise(path)]


def _written(text: str, path: list[Edge], found: Iterable[str]) -> str:
    """Returns the text with the changed words in their place, all words with the accents that the titles have."""
    alone: Counter[tuple[str, str]] = Counter()
    pairs: Counter[tuple[str, str, str, str]] = Counter()
    for title in found:
        written, folded = words_and_syllables(title)
        alone.update(zip(folded, written, strict=True))
        pairs.update(zip(folded, folded[1:], written, written[1:], strict=False))
    plain = _words(path)
    votes: list[Counter[str]] = [Counter() for _ in plain]
    for (left, right, left_written, right_written), count in pairs.items():
        for place in range(len(plain) - 1):
            if (plain[place], plain[place + 1]) == (left, right):
                votes[place][left_written] += count
                votes[place + 1][right_written] += count
    for place, vote in enumerate(votes):
        if not vote:
            vote.update({written: count for (folded, written), count in alone.items() if folded == plain[place]})
    return _put_in(text, path, [vote.most_common(1)[0][0] if vote else "" for vote in votes])


def _put_in(text: str, path: list[Edge], accented: list[str]) -> str:
    pieces: list[str] = []
    done = place = 0
    for edge in path:
        typed = text[edge.span[0] : edge.span[1]]
        own = accented[place : place + len(edge.folded)]
        place += len(edge.folded)
        if edge.fixed:
            shown = typed
        elif edge.cost:
            shown = " ".join(word or plain for word, plain in zip(own, edge.folded, strict=True))
        else:
            shown = own[0] or typed
        pieces += [text[done : edge.span[0]], _cased(shown, typed)]
        done = edge.span[1]
    return "".join([*pieces, text[done:]])


def _cased(shown: str, typed: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return shown.upper()
    return shown[:1].upper() + shown[1:] if typed[:1].isupper() else shown


def read_as(text: str, frequencies: Frequencies) -> str:
    """Returns what was typed as an input method or a chat language means it, if the archive knows that; else ''.

    Asks `frequencies` once, and not at all when nothing in the text looks like either.
    """
    whole = compose(text).strip()
    cut = whole.rfind(" ", 0, MAX_CHARACTERS) if len(whole) > MAX_CHARACTERS else len(whole)
    text, rest = whole[:cut], whole[cut:]  # the rest of a long text stays as it is
    readings = slips.decoded(text)
    readings += [_from_chat(reading) for reading in (text, *readings)]
    readings = [reading for reading in dict.fromkeys(readings) if reading != text]
    if not readings:
        return ""
    tokens = {reading: words_and_syllables(reading)[1] for reading in (text, *readings)}
    asked = dict.fromkeys(token for folded in tokens.values() for token in (*folded, *bigrams(folded)))
    known = frequencies(list(asked)[:MAX_TOKENS])
    unknown, score = _strangeness(tokens[text], known)
    best = min(readings, key=lambda reading: _strangeness(tokens[reading], known))
    new_unknown, new_score = _strangeness(tokens[best], known)
    if new_unknown < unknown or (new_unknown == unknown and new_score < score - 1.0):
        return best + rest
    return ""


def _strangeness(folded: list[str], known: dict[str, int]) -> tuple[int, float]:
    """Returns how many words the archive does not know, and how little it knows the pairs; less is better."""
    pairs = bigrams(folded)
    familiar = sum(log1p(known.get(pair, 0)) for pair in pairs) / max(len(pairs), 1)
    return sum(not known.get(word, 0) for word in folded), -familiar


@lru_cache(maxsize=1)
def _chat() -> dict[str, str]:
    return {row[0]: row[1] for row in read_rows("chat.tsv")}


def _from_chat(text: str) -> str:
    chat = _chat()
    return _WORD.sub(lambda match: chat.get(match.group().lower(), match.group()), text)
