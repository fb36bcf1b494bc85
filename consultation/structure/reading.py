"""From paragraphs to the flat list of lines with their proposed roles: one reader, whatever kind the file was."""

import re
from bisect import bisect_right

from consultation.structure import debris, ending, front, in_line, quotes
from consultation.structure.doubts import DoubtKind
from consultation.structure.lines import MAX_LINES, ReadLine, Role
from consultation.structure.nodes import WITHOUT_HEADING, Level
from consultation.structure.paragraphs import Paragraph, is_upper
from consultation.structure.recognising import Label, label_of
from consultation.structure.refusals import Unreadable

_ENDS = tuple('.;:!?”»"…/')
# A line that ends with one of these is not at its end, whatever follows.
_GOES_ON = re.compile(r"(?:,|\b(?:và|hoặc|của|tại|theo|các|những|với|cho|từ|đến|khoản|điểm|Điều|số|do|bởi|là|trong))$")
_LIKE_ARTICLE = re.compile(r"(?:Điều|ĐIỀU)\s+\d{1,4}\s*(?:$|[,:)–-]\s)")
# Such a line goes on with a citation that broke off: "… khoản 1" above, "Điều 9 của Luật này" here.
_CITES = re.compile(r"(?:Điều|Chương|Mục|Phần|Luật|Nghị định)\s(?:số\s)?[\dIVX]{1,5}[a-zđ]?\s[^\W\dA-ZĐ]")
LONGEST_HEADING = 300
LONGEST_SENTENCE_AS_HEADING = 150


def read(paragraphs: list[Paragraph]) -> list[ReadLine]:
    """Return the lines with their proposed roles.

    Raises:
        Unreadable: there is no text, or no article in it.
    """
    if len(paragraphs) > MAX_LINES:
        raise Unreadable("too_heavy")
    if not any(paragraph.words and not paragraph.dropped for paragraph in paragraphs):
        raise Unreadable("no_text")
    debris.mark(paragraphs)
    quotes.mark(paragraphs)
    return _Reader(in_line.split(paragraphs)).lines()


class _Reader:
    """Reads from the first paragraph to the last; what a line is depends on what stood above it."""

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        self.paragraphs = paragraphs
        self.labels = [self._own_label(paragraph) for paragraph in paragraphs]
        self.articles = self._places(Level.ARTICLE)
        self.appendices = self._places(Level.APPENDIX)
        if not self.articles:
            raise Unreadable("no_articles")
        self.found: list[ReadLine] = []
        self.above: Paragraph | None = None  # the last one that is part of the text
        self.role = Role.PREAMBLE  # of that one
        self.level: Level | None = None  # of the provision to which it belongs
        self.awaits_heading = False
        self.in_article = False
        self.zone = Role.TEXT
        self.last_article = 0

    def lines(self) -> list[ReadLine]:
        """Return the whole list."""
        first = next(place for place, label in enumerate(self.labels) if label and label.level not in WITHOUT_HEADING)
        for paragraph, role in zip(self.paragraphs[:first], front.roles(self.paragraphs[:first]), strict=True):
            self._add(paragraph, Role.DROPPED if paragraph.dropped else role)
        for place in range(first, len(self.paragraphs)):
            self._read(place)
        return self.found

    def _places(self, level: Level) -> list[int]:
        return [place for place, label in enumerate(self.labels) if label and label.level is level]

    def _next(self, places: list[int], place: int) -> int:
        behind = bisect_right(places, place)
        return places[behind] if behind < len(places) else len(self.paragraphs)

    @staticmethod
    def _own_label(paragraph: Paragraph) -> Label | None:
        if paragraph.dropped or paragraph.quoted or paragraph.table or paragraph.plain:
            return None
        return label_of(paragraph.words, paragraph.stands_out)

    def _read(self, place: int) -> None:
        paragraph, label = self.paragraphs[place], self.labels[place]
        if paragraph.dropped:
            self._add(paragraph, Role.DROPPED)
        elif self.last_article and (appendix := self._appendix(place)):
            self._begin_appendix(place, appendix)
        elif self.zone is Role.CLOSING and not self._resumes(label):
            self._add(paragraph, Role.CLOSING)
        elif (
            self.last_article
            and self.zone is Role.TEXT
            and not label
            and not paragraph.quoted
            and ending.closes(paragraph)
        ):
            self.zone = Role.CLOSING
            self._add(paragraph, Role.CLOSING)
        elif label and self._may_begin(label, paragraph):
            self._begin(place, label)
        else:
            self._go_on(paragraph)

    def _appendix(self, place: int) -> Label | None:
        behind_the_end = self.zone is not Role.TEXT and not self.awaits_heading
        return ending.starts_appendix(self.paragraphs, place, behind_the_end)

    def _begin_appendix(self, place: int, label: Label) -> None:
        """Begin an appendix; what stands in it is words, unless it has an Article 1 of its own."""
        self.zone, self.in_article, self.level = Role.PROVISION, False, Level.APPENDIX
        article, other = self._next(self.articles, place), self._next(self.appendices, place)
        if article < other and self._number(self.labels[article]) == 1:
            self.zone = Role.TEXT
        self._provision(self.paragraphs[place], label, (DoubtKind.APPENDIX,))
        self.awaits_heading = True

    def _resumes(self, label: Label | None) -> bool:
        """Tell whether articles go on behind what looked like the end: a conversion may put the signature anywhere."""
        if not label or label.level is not Level.ARTICLE or self._number(label) != self.last_article + 1:
            return False
        self.zone = Role.TEXT
        return True

    def _may_begin(self, label: Label, paragraph: Paragraph) -> bool:
        if self.zone is not Role.TEXT:
            return False
        if label.level in WITHOUT_HEADING:
            return self.in_article
        # "… tại" above and "Điều 5. Người …" below is a broken citation only if the number is not the one awaited.
        broken = self._broken_above() and not paragraph.stands_out
        return not (broken and label.level is Level.ARTICLE and self._number(label) != self.last_article + 1)

    def _begin(self, place: int, label: Label) -> None:
        paragraph = self.paragraphs[place]
        if label.level is Level.ARTICLE:
            self.in_article, self.last_article = True, self._number(label)
            if label.rest and self._is_sentence(place, label.rest):
                self._provision(paragraph, Label(label.level, label.number, label.written, ""), ())
                self._add(Paragraph(paragraph.line, label.rest), Role.TEXT)
                self.awaits_heading = False
                return
        elif label.level not in WITHOUT_HEADING:
            self.in_article = False
        self._provision(paragraph, label, ())
        self.awaits_heading = label.level not in WITHOUT_HEADING

    def _is_sentence(self, place: int, rest: str) -> bool:
        """Tell whether what stands behind "Điều 3." is its text and no heading."""
        if rest[-1:] not in (".", ";", ":") or self.paragraphs[place].stands_out:
            return False
        if len(rest) > LONGEST_SENTENCE_AS_HEADING:
            return True
        behind = next((at for at in range(place + 1, len(self.paragraphs)) if not self.paragraphs[at].dropped), None)
        if behind is None or ending.closes(self.paragraphs[behind]):
            return True
        label = self.labels[behind]
        return label is not None and label.level not in WITHOUT_HEADING

    def _go_on(self, paragraph: Paragraph) -> None:
        if self.awaits_heading and self._is_heading(paragraph):
            self._add(paragraph, Role.HEADING)
            return
        self.awaits_heading = False
        doubts: tuple[DoubtKind, ...] = ()
        role = Role.TEXT
        if self._joins(paragraph):
            role = Role.JOINED
            doubts = () if paragraph.follows else (DoubtKind.JOINED,)
        elif self._may_go_on(paragraph):
            doubts = (DoubtKind.MAYBE_BROKEN,)
        if role is Role.TEXT and not (paragraph.quoted or paragraph.plain) and _LIKE_ARTICLE.match(paragraph.words):
            doubts = (*doubts, DoubtKind.MAYBE_ARTICLE)
        self._add(paragraph, role, doubts)

    def _is_heading(self, paragraph: Paragraph) -> bool:
        """Tell whether a paragraph is (more of) the heading of the provision above."""
        words = paragraph.words
        if paragraph.table or paragraph.quoted or paragraph.plain or not self.above or len(words) > LONGEST_HEADING:
            return False
        has_one = bool(self.found[-1].words) or self.found[-1].role is Role.HEADING
        if self.level is Level.ARTICLE:
            if not has_one:
                return words[-1:] not in (".", ";", ":")
            return words[:1].islower() or (
                paragraph.stands_out and self.above.stands_out and words[-1:] not in (".", ":")
            )
        if not has_one:
            return is_upper(words) or paragraph.stands_out or paragraph.centred or words[-1:] not in (".", ";", ":")
        return is_upper(words) or (paragraph.centred and self.above.centred and paragraph.stands_out)

    def _joins(self, paragraph: Paragraph) -> bool:
        """Tell whether the line above broke off and this one goes on."""
        above = self.above
        if above is None or above.table or paragraph.table or self.role not in (Role.TEXT, Role.PROVISION, Role.JOINED):
            return False
        if self.found and self.level not in WITHOUT_HEADING and self.role is Role.PROVISION:
            return False
        if paragraph.plain or paragraph.words.startswith(("- ", "–")) or above.words.endswith(_ENDS):
            return False
        if paragraph.words[:1].islower() or _CITES.match(paragraph.words) or self._broken_above():
            return True
        return paragraph.follows and not above.stands_out and not paragraph.stands_out

    def _may_go_on(self, paragraph: Paragraph) -> bool:
        """Tell whether a line may be the rest of a sentence: it begins small, or the line above has no end."""
        if paragraph.table or paragraph.quoted or paragraph.plain or paragraph.words.startswith("- "):
            return False
        return paragraph.words[:1].islower() or self._no_end_above()

    def _no_end_above(self) -> bool:
        """Tell whether the words above, of a clause or point, have no mark at their end."""
        above = self.above
        if above is None or self.level not in WITHOUT_HEADING or above.table or above.stands_out or above.plain:
            return False
        return not above.words.endswith(_ENDS)

    def _broken_above(self) -> bool:
        return self.above is not None and bool(_GOES_ON.search(self.above.words[-20:]))

    def _provision(self, paragraph: Paragraph, label: Label, doubts: tuple[DoubtKind, ...]) -> None:
        self.level = label.level
        self._keep(paragraph, Role.PROVISION)
        self.found.append(
            ReadLine(
                paragraph.line, label.rest, Role.PROVISION, label.written, label.level, label.number,
                (*paragraph.doubts, *doubts),
            )
        )  # fmt: skip

    def _add(self, paragraph: Paragraph, role: Role, doubts: tuple[DoubtKind, ...] = ()) -> None:
        if role is not Role.DROPPED:
            self._keep(paragraph, role)
        self.found.append(ReadLine(paragraph.line, paragraph.words, role, doubts=(*paragraph.doubts, *doubts)))

    def _keep(self, paragraph: Paragraph, role: Role) -> None:
        self.above, self.role = paragraph, role

    @staticmethod
    def _number(label: Label | None) -> int:
        match = re.match(r"\d+", label.number) if label else None
        return int(match[0]) if match else 0
