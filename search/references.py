"""Document numbers and articles of law as exact-match tokens, however they are written."""

import re
from functools import lru_cache

from search.text import unaccented
from search.vocabulary import DocumentKind, document_kinds

# What is read here is unaccented text with its punctuation: "nghi dinh so 12/2019/nd-cp".
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_DIGIT = re.compile(r"\d")
_YEAR = r"(?:19|20)\d{2}"
_ASSEMBLY = re.compile(r"qh\d*")
_POINT = r"(?:diem\s+(?P<point>[a-z])\s*,?\s*)?"
_CLAUSES = r"(?:khoan|k)\s*(?P<clauses>\d{1,2}(?:\s*(?:,|va)\s*\d{1,2})*)\s*,?\s*"
_CLAUSE_FIRST = re.compile(rf"\b{_POINT}{_CLAUSES}(?:dieu|d)\s*(?P<article>\d{{1,3}})\b")
_ARTICLE_FIRST = re.compile(r"\bdieu\s*(?P<article>\d{1,3})\b(?:\s*,?\s*khoan\s*(?P<clauses>\d{1,2})\b)?")


def references(text: str) -> list[str]:
    """Returns the exact-match tokens of all documents and articles the text names, the most general included.

    'Nghị định số 12/2019/NĐ-CP' gives '12/2019/nd-cp', 'nd:12/2019' and 'nd:12'; 'khoản 3 Điều 12' gives 'dieu:12.3'
    and 'dieu:12'. A token stands once, in order of appearance.
    """
    if not _DIGIT.search(text):
        return []
    plain = _DASHES.sub("-", unaccented(text))
    found: dict[str, None] = {}
    for match in _signed_pattern().finditer(plain):
        found.update(dict.fromkeys(_signed(match["number"], match["year"], re.sub(r"[&\s]", "", match["sign"]))))
    for match in _named_pattern().finditer(plain):
        found.update(dict.fromkeys(_named(match)))
    for match in _CLAUSE_FIRST.finditer(plain):
        for clause in re.findall(r"\d+", match["clauses"]):
            found.update(dict.fromkeys(_article(match["article"], clause, match["point"])))
    for match in _ARTICLE_FIRST.finditer(plain):
        found.update(dict.fromkeys(_article(match["article"], match["clauses"], None)))
    return list(found)


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
    # Blanks around a dash only after the code of a kind: "12/2019/NĐ-CP - Quy định" ends at CP.
    return re.compile(
        rf"(?<![\w/.,-])(?P<number>\d{{1,5}})(?:\s?/\s?|\s(?={_YEAR}\s(?:{codes})\b))"
        rf"(?:(?P<year>{_YEAR})(?:\s?/\s?|\s(?=(?:{codes})\b)))?"
        rf"(?P<sign>(?:(?:{codes})\s?-\s?|[a-z][a-z0-9&]{{0,9}}-)[a-z0-9&]{{1,20}}(?:-[a-z0-9&]{{1,20}})*"
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
