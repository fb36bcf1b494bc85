"""Names of persons: after “tôi là”, “tên là”, “bà” and the like, and where a family name begins one."""

from collections.abc import Iterable
from functools import lru_cache

from search.privacy import family_names as known
from search.privacy.gaps import ENDS_A_NAME, Word, cut, words_of
from search.text import unaccented

LONGEST = 4
NOT_TOLD = frozenset(("gì", "gi", "ai", "chi"))


def without_names(text: str) -> str:
    """Return the text with a gap for each name of a person."""
    reader = _Reader(words_of(text))
    return cut(text, list(reader.names()))


class _Reader:
    """Reads the words of one text; places are numbers of words."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.lower = [word.text.lower() for word in words]
        # Where all words are in capitals, capitals tell nothing.
        self.shouted = len(words) > 1 and all(word.text == word.text.upper() for word in words)

    def names(self) -> Iterable[tuple[int, int]]:
        done = 0
        for place in range(len(self.words)):
            if place < done:
                continue
            start, end = self._told(place) or self._family(place) or (place, place)
            if end > start:
                yield self.words[start].start, self.words[end - 1].end
                done = end

    def _told(self, place: int) -> tuple[int, int] | None:
        """Return the name that is introduced by the words at a place."""
        if start := self._after(place, known.NAMING):
            if self.lower[start] in NOT_TOLD:
                return None
            return start, self._written(start) or self._small(start)
        if start := self._after(place, known.INTRODUCING) or self._after(place, ((self.lower[place],),)):
            if self.lower[start - 1] not in known.TOLD_BEFORE | {"tên", "ten", "là", "la"}:
                return None
            if self.lower[start] in known.OFFICES or self._pair(start) in known.WHAT_SOMEBODY_IS:
                return None
            if self._pair(start) not in known.NO_NAMES and (end := self._written(start)):
                return start, end
            family = self.lower[start] in known.FAMILY_NAMES | known.WITHOUT_ACCENTS
            if family and self._pair(start) not in known.NO_NAMES:
                return start, self._small(start)
        return None

    def _family(self, place: int) -> tuple[int, int] | None:
        """Return the name that a family name begins at a place."""
        if not self._goes_on(place + 1) or self._is_no_name(place):
            return None
        family, follower = self.lower[place], self.lower[place + 1]
        plain = known.FAMILY_NAMES | known.WITHOUT_ACCENTS
        doubtful = known.DOUBTFUL | known.OTHER_WORDS_TOO
        if family in plain | doubtful and follower in known.MIDDLE_NAMES and self._goes_on(place + 2):
            return place, max(self._written(place), self._small(place))
        end = self._written(place)
        if end >= place + (2 if family in plain | known.OTHER_WORDS_TOO else 3) and family in plain | doubtful:
            return place, end
        if family in (known.FAMILY_NAMES if self.shouted else known.SURE_IN_SMALL_LETTERS) and not end:
            return place, self._small(place)
        return None

    def _is_no_name(self, place: int) -> bool:
        if self._pair(place) in known.NO_NAMES or self.lower[place : place + 3] == ["hồ", "chí", "minh"]:
            return True
        return self._goes_on(place) and place > 0 and self.lower[place - 1] in known.NAMED_AFTER_SOMEBODY

    def _after(self, place: int, phrases: Iterable[tuple[str, ...]]) -> int:
        """Return the place after the first of the phrases that stands here, 0 if none does or nothing follows it."""
        for phrase in phrases:
            end = place + len(phrase)
            said = self.lower[place:end]
            if end < len(self.words) and all(
                word in (part, _plain(part)) for word, part in zip(said, phrase, strict=True)
            ):
                return end
        return 0

    def _written(self, start: int) -> int:
        """Return where the capitalised words end that begin here, 0 if there are none or capitals tell nothing."""
        if self.shouted or not self.words[start].is_capitalised:
            return 0
        end = start + 1
        while end < start + LONGEST and self._goes_on(end) and self.words[end].is_capitalised:
            end += 1
        return end

    def _small(self, start: int) -> int:
        """Return where a name may end that begins here without capitals."""
        end = start + 1
        while end < start + LONGEST and self._goes_on(end) and self.lower[end] not in ENDS_A_NAME:
            end += 1
        return end

    def _goes_on(self, place: int) -> bool:
        return place < len(self.words) and self.words[place].follows

    def _pair(self, place: int) -> tuple[str, str]:
        follower = self.lower[place + 1] if self._goes_on(place + 1) else ""
        return _plain(self.lower[place]), _plain(follower)


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    return unaccented(word)
