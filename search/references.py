"""Document numbers and articles of law as exact-match tokens, however they are written."""

import re
from functools import lru_cache

from search.text import Memory, plain_pieces
from search.vocabulary import DocumentKind, document_kinds

# What is read here is unaccented text with its punctuation and single spaces: "nghi dinh so 12/2019/nd-cp".
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_NUMBER = re.compile(r"\d+")
_BEFORE, _AFTER = 9, 7  # pieces of text around a number in which the rest of a reference stands
_SIGN_NOISE = re.compile(r"[&\s]")
_YEAR = r"(?:19|20)\d{2}"
_ASSEMBLY = re.compile(r"qh\d*")
# Patterns begin with a letter: Python then looks for that letter first, ten times as fast as for a word boundary.
_CLAUSES = r"\d{1,2}(?:\s*(?:,|va)\s*(?:khoan\s*|k\s*)?\d{1,2}){0,20}"
_CLAUSE_FIRST = re.compile(
    rf"k(?<!\wk)(?:hoan)?\s*(?P<clauses>{_CLAUSES})\s*,?\s*d(?:ieu)?[\s.]*(?P<article>\d{{1,3}})\b"
)
_POINTS_WITHIN = 40  # characters
_POINTS_BEFORE = re.compile(r"\bdiem\s+(?P<points>[a-z]\b(?:\s*(?:,|va)\s*[a-z]\b)*)\s*,?\s*$")
# "Điều 12, khoản 4 Điều 13": the clause belongs to what follows it.
_ARTICLE_FIRST = re.compile(
    r"d(?<!\wd)(?P<whole>ieu\s*|)(?P<article>\d{1,3})\b"
    r"(?:[\s,]*k(?:hoan)?\s*(?P<clauses>\d{1,2})\b(?!(?:\s*(?:,|va)\s*\d{1,2})*\s*,?\s*d(?:ieu)?\s*\d)"
    r"(?:[\s,]*diem\s*(?P<point>[a-z])\b)?)?"
)


def references(text: str) -> list[str]:
    """Returns the exact-match tokens of all documents and articles the text names, the most general included.

    'Nghị định số 12/2019/NĐ-CP' gives '12/2019/nd-cp', 'nd:12/2019' and 'nd:12'; 'khoản 3 Điều 12' gives 'dieu:12.3'
    and 'dieu:12'. A token stands once, documents before articles (domain H.7).
    """
    plain = _around_numbers(text)
    if not plain:
        return []
    found: list[str] = []
    if "/" in plain or " 20" in plain or " 19" in plain:
        for match in _signed_pattern().finditer(plain):
            found += _signed(match["number"], match["year"], _SIGN_NOISE.sub("", match["sign"]).replace("/", "-"))
    for match in _named_pattern().finditer(plain):
        found += _named(match)
    for match in _CLAUSE_FIRST.finditer(plain):
        before = _POINTS_BEFORE.search(plain, max(0, match.start() - _POINTS_WITHIN), match.start())
        points = re.findall(r"\b[a-z]\b", before["points"]) if before else [None]
        for clause in _NUMBER.findall(match["clauses"]):
            for point in points:
                found += _article(match["article"], clause, point)
    for match in _ARTICLE_FIRST.finditer(plain):
        if match["whole"] or match["clauses"]:
            found += _article(match["article"], match["clauses"], match["point"])
    return list(dict.fromkeys(found))


def _around_numbers(text: str) -> str:
    """Returns only what stands near a number, unaccented, as a reference does; " | " where something is left out."""
    pieces = text.split()
    windows: list[str] = []
    start = end = 0
    for place, number in enumerate(map(_HOLDS_NUMBER.__getitem__, pieces)):
        if not number:
            continue
        if place - _BEFORE > end:
            windows.append(plain_pieces(pieces[start:end]))
            start = place - _BEFORE
        end = place + _AFTER
    windows.append(plain_pieces(pieces[start:end]))
    return _DASHES.sub("-", " | ".join(filter(None, windows)))


_HOLDS_NUMBER = Memory(lambda piece: _NUMBER.search(piece) is not None)


def most_specific(tokens: list[str]) -> list[str]:
    """Returns the tokens without those that a longer one of the same list already implies."""
    return [token for token in tokens if not any(_implies(other, token) for other in tokens)]


def _implies(token: str, general: str) -> bool:
    return token != general and token.startswith(general) and token[len(general)] in "/."


def _signed(number: str, year: str | None, sign: str) -> list[str]:
    number = str(int(number))
    first = sign.split("-")[0]
    codes = [kind.code for kind in document_kinds() if kind.code == first]
    if _ASSEMBLY.fullmatch(first):
        codes = ["luat", "nq"]
    elif not codes and "-" not in sign:
        return []  # 500.000/người, 24/h: a rate, not a number
    where = f"{number}/{year}" if year else number
    return [f"{where}/{sign}", *(token for code in codes for token in _of_kind(code, number, year))]


def _named(match: re.Match[str]) -> list[str]:
    kind = _kinds_by_spelling()[re.sub(r"\s+", " ", match["kind"])]
    spelled = match["kind"] != kind.code
    year = match["year"]
    if not year and (kind.needs_year or not (spelled or match["issuer"])):
        return []
    return _of_kind(kind.code, str(int(match["number"])), year)


def _of_kind(code: str, number: str, year: str | None) -> list[str]:
    return [f"{code}:{number}/{year}", f"{code}:{number}"] if year else [f"{code}:{number}"]


def _article(article: str, clause: str | None, point: str | None) -> list[str]:
    tokens = [f"dieu:{int(article)}"]
    if clause:
        tokens.insert(0, f"{tokens[0]}.{int(clause)}")
        if point:
            tokens.insert(0, f"{tokens[0]}.{point}")
    return tokens


@lru_cache(maxsize=1)
def _kinds_by_spelling() -> dict[str, DocumentKind]:
    return {spelling: kind for kind in document_kinds() for spelling in (kind.code, *kind.names)}


@lru_cache(maxsize=1)
def _signed_pattern() -> re.Pattern[str]:
    """Returns the pattern of '12/2019/NĐ-CP', '12 / 2019 / NĐ - CP', '574/QĐ-TTg', '84/2025/QH15'."""
    codes = "|".join(kind.code for kind in document_kinds())
    part = "[a-z0-9&]{1,20}"
    # Blanks around a dash only after the code of a kind: "12/2019/NĐ-CP - Quy định" ends at CP.
    return re.compile(
        rf"(?<![\w/.,-])(?P<number>\d{{1,5}})(?:\s?/\s?|\s(?={_YEAR}\s(?:{codes})\b))"
        rf"(?:(?P<year>{_YEAR})(?:\s?/\s?|\s(?=(?:{codes})\b)))?"
        rf"(?P<sign>(?:(?:{codes})\s?[/-]\s?|[a-z][a-z0-9&]{{0,9}}-){part}(?:-{part})*"
        rf"|(?:{codes}|qh\d*)\b)(?![\w-])"
    )


@lru_cache(maxsize=1)
def _named_pattern() -> re.Pattern[str]:
    """Returns the pattern of 'nghị định số 12/2019', 'nd 12/2019', 'NĐ-CP12', 'nghị định 12 năm 2019'."""
    spellings = sorted(_kinds_by_spelling(), key=len, reverse=True)
    kinds = "|".join(spelling.replace(" ", r"\s+") for spelling in spellings)
    return re.compile(
        rf"\b(?P<kind>{kinds})(?P<issuer>-cp|-ttg)?\s*(?:so\s*)?:?\s*(?P<number>\d{{1,5}})"
        rf"(?![\d.,]*\d)(?:(?:\s*/\s*|\s+nam\s+|\s+)(?P<year>{_YEAR})\b)?"
    )
