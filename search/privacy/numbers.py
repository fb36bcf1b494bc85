"""Numbers of papers, telephones and accounts; what is a law's number, a date, a year or a sum stays."""

import re

from search.privacy.gaps import GAP

SHORTEST = 6

_BETWEEN = r"[\s.,\-‐-―−_()/+·]{0,3}"
_RUN = re.compile(rf"(?:\b[^\W\d_]{{1,4}})?[+(]*\d(?:{_BETWEEN}\d)*")
# Letters and digits mixed, as on an insurance card: six digits of them, and a digit after a letter.
_MIXED = re.compile(r"\b(?=(?:[^\W\d_]*\d){6})\d*[^\W\d_]+\d[^\W_]*")
_PLATE = re.compile(r"\b\d\d\s?-?\s?[a-zđ]{1,2}\d?\s?[\-–.]?\s?\d{3}\.?\d{2}\b", re.IGNORECASE)
# The secret that opens a case: somebody may paste it into the wrong box.
_SECRET = re.compile(
    r"\b(?=[-\s\d]{0,13}[a-z])(?=[-\sa-z]{0,13}\d)[a-z0-9]{4}([-\s])[a-z0-9]{4}\1[a-z0-9]{4}\b", re.IGNORECASE
)
_SECRET_IN_ONE = re.compile(r"\b(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z0-9]{12}\b")
_DIGIT = r"(?:không|khong|một|mot|mốt|hai|ba|bốn|bon|tư|tu|năm|nam|lăm|lam|sáu|sau|bảy|bay|bẩy|tám|tam|chín|chin)"
_SPELT_OUT = re.compile(rf"\b{_DIGIT}(?:[\s,.\-]+{_DIGIT}){{{SHORTEST - 1},}}\b", re.IGNORECASE)

_YEAR = r"(?:19|20)\d\d"
_DATE = r"(?:0?[1-9]|[12]\d|3[01])([/.\-])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)?\d\d)"
_A_DATE = re.compile(_DATE)
_A_YEAR = re.compile(_YEAR)
_MONTH_OR_NUMBER_OF_A_YEAR = re.compile(rf"\d{{1,4}}/{_YEAR}")
_SUM_BY_ITS_FORM = re.compile(r"[1-9]\d?[.,]\d{3}[.,]000")
_FRACTION = re.compile(r"\d{1,2}/\d{1,2}")
_AFTER_BIRTH = re.compile(
    r"\b(sinh(?:\s(?:ngày|ngay|năm|nam|tháng|thang|vào|vao|là|la))+|(?:ngày|ngay|năm|nam)\ssinh(?:\s(?:là|la))?|sinh|ns|sn)"
    rf"([\s:]+)(?:\d{{1,2}}[/.\-]\d{{1,2}}[/.\-]\d{{2,4}}|\d{{1,2}}\s(?:tháng|thang)\s\d{{1,2}}(?:\s(?:năm|nam)\s\d{{2,4}})?|\d{{1,2}}/{_YEAR}|{_YEAR}"
    r"|(?<=m\s)\d\d\b|(?<=m:\s)\d\d\b)",
    re.IGNORECASE,
)
_CODE_FOLLOWS = re.compile(r"\s?/\s?(?:[^\W\d_]{2,}|qh\d)", re.IGNORECASE)
_ASSEMBLY_FOLLOWS = re.compile(r"\s(?:qh\d{1,2}|ubtvqh|nđ|nd|tt|qđ|qd)", re.IGNORECASE)
_LAW_BEFORE = re.compile(
    r"\b(?:nghị định|nghi dinh|nđ|nd|thông tư|thong tu|tt|luật|luat|quyết định|quyet dinh|qđ|qd|nghị quyết|nghi quyet"
    r"|nq|công văn|cong van|cv|chỉ thị|chi thi)(?:\s(?:số|so))?\s*$",
    re.IGNORECASE,
)
_NUMBER_AND_YEAR = re.compile(rf"\d{{1,5}}[\s/.\-–]{{1,3}}{_YEAR}")
_ARTICLE_BEFORE = re.compile(r"\b(?:điều|dieu|khoản|khoan|điểm|diem|mục|muc|chương|chuong|mẫu|mau)\s$", re.IGNORECASE)
_ARTICLES = re.compile(r"[1-9]\d{0,2}(?:[\s,]{1,2}[1-9]\d{0,2}){1,2}")
_MONEY_FOLLOWS = re.compile(r"\s?(?:đồng|dong|vnđ|vnd|đ|d)\b", re.IGNORECASE)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([., ])\d{3})(?:\1\d{3}){0,3}")
_ROUND = re.compile(r"[1-9]\d{0,9}000")


def without_numbers(text: str) -> str:
    """Return the text with a gap for every number of six digits or more that may be somebody's."""
    text = _AFTER_BIRTH.sub(rf"\1\2{GAP}", text)
    for pattern in (_SECRET, _SECRET_IN_ONE, _MIXED, _PLATE, _SPELT_OUT):
        text = pattern.sub(GAP, text)
    return _RUN.sub(lambda run: run.group() if _may_stay(run) else GAP, text)


def _may_stay(match: "re.Match[str]") -> bool:
    run = match.group()
    if sum(character.isdigit() for character in run) < SHORTEST:
        return True
    before, after = match.string[: match.start()], match.string[match.end() :]
    return (
        _is_law(run, before, after)
        or _is_time_or_sum(run)
        or (bool(_MONEY_FOLLOWS.match(after)) and _is_sum(run))
        or bool(_ARTICLE_BEFORE.search(before[-12:]) and _ARTICLES.fullmatch(run))
    )


def _is_law(run: str, before: str, after: str) -> bool:
    """Tell a document's number: 145/2020 before /NĐ-CP, “nghị định 145 2020”, “38 2013 qh13”."""
    if not _NUMBER_AND_YEAR.fullmatch(run):
        return False
    return bool(_CODE_FOLLOWS.match(after) or _ASSEMBLY_FOLLOWS.match(after) or _LAW_BEFORE.search(before[-20:]))


def _is_time_or_sum(run: str) -> bool:
    """Tell dates, years, round sums, and one small number beside them: 15/3/2020, 2019-2020, 2025 60 (tuổi)."""
    small = 0
    for part in re.split(r"\s[\-–]\s|\s", run):
        if any(form.fullmatch(part) for form in (_A_DATE, _MONTH_OR_NUMBER_OF_A_YEAR, _SUM_BY_ITS_FORM)):
            continue
        for piece in re.split(r"[\-–]", part):
            if any(form.fullmatch(piece) for form in (_A_YEAR, _MONTH_OR_NUMBER_OF_A_YEAR, _A_DATE)):
                continue
            if not (_FRACTION.fullmatch(piece) or re.fullmatch(r"[1-9]\d{0,2}", piece)):
                return False
            small += 1
    return small <= 1


def _is_sum(run: str) -> bool:
    """Tell a sum of money; a number as long as an identity card's is one only if it is round."""
    digits = re.sub(r"\D", "", run)
    if len(digits) in (9, 10, 12) and not digits.endswith("000"):
        return False
    return bool(_GROUPED.fullmatch(run) or _ROUND.fullmatch(run))
