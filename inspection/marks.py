"""Keeping the marks of the register in one transaction with what is published."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef

from inspection.models import ConclusionMark, Facet, InspectedEntity, InspectionConclusionPage, Violation
from inspection.models.marks import LONGEST_VALUE
from ministry.models import PolicyField
from search import text
from search.labels import key_of

BATCH = 500
TAX_CODE_LENGTH = 10  # digits of an enterprise's own code; three more name one of its branches
# In every other name: alone they find nothing that was meant.
COMMON_WORDS = frozenset(
    "cong ti tnhh co phan cp mot thanh vien mtv tap doan chi nhanh doanh nghiep".split()  # noqa: SIM905 - read as words
)


Mark = tuple[Facet, str]


def renew(keys: Collection[int]) -> None:
    """Make the marks of these conclusions anew; what is not public loses them."""
    if not keys:
        return
    with transaction.atomic():
        forget(keys)
        pages = InspectionConclusionPage.public().filter(pk__in=keys).select_related("field")
        ConclusionMark.objects.bulk_create(_rows(list(pages)), batch_size=BATCH)


def forget(keys: Collection[int]) -> None:
    """Take the marks of these conclusions away."""
    if keys:
        ConclusionMark.objects.filter(page__in=keys).delete()


def reconcile() -> int:
    """Mend what was published or withdrawn on a road that told nobody; return how many conclusions were wrong."""
    marked = ConclusionMark.objects.filter(facet=Facet.ALL)
    public = InspectionConclusionPage.public()
    missing = public.filter(~Exists(marked.filter(page=OuterRef("pk")))).values_list("pk", flat=True)
    left = marked.exclude(page__live=True).values_list("page", flat=True)
    wrong = [*missing, *left]
    for start in range(0, len(wrong), BATCH):
        renew(wrong[start : start + BATCH])
    return len(wrong)


def of_entity(name: str, tax_code: str) -> set[Mark]:
    """Return the marks that tell whether two conclusions are about the same body: its tax code, else its name."""
    digits = tax_digits(tax_code)
    return {(Facet.TAX_CODE, digits[:TAX_CODE_LENGTH])} if digits else {(Facet.ENTITY, _plain(name))}


def asked_for(words: str) -> list[Mark]:
    """Return the marks that what somebody typed asks for: a tax code, or every word of a name."""
    digits = tax_digits(words)
    if len(digits) >= TAX_CODE_LENGTH and not any(character.isalpha() for character in words):
        return [(Facet.TAX_CODE, digits)]
    found = list(dict.fromkeys(text.syllables(words)))
    telling = [word for word in found if word not in COMMON_WORDS]
    return [(Facet.WORD, word[:LONGEST_VALUE]) for word in telling or found]


def tax_digits(written: str) -> str:
    return "".join(character for character in written if character in "0123456789")


def tidy(written: str) -> str:
    """Return a name as it stands in a mark and in an address: composed, without needless spaces."""
    return " ".join(unicodedata.normalize("NFC", written).split())[:LONGEST_VALUE]


def _rows(pages: list[InspectionConclusionPage]) -> list[ConclusionMark]:
    keys = [page.pk for page in pages]
    found: dict[int, set[Mark]] = {page.pk: set(_own_marks(page)) for page in pages}
    others = InspectionConclusionPage.other_fields.through._default_manager.filter(inspectionconclusionpage__in=keys)
    slugs = dict(PolicyField.objects.values_list("pk", "slug"))
    for page, field in others.values_list("inspectionconclusionpage_id", "policyfield_id"):
        found[page].add((Facet.FIELD, slugs[field]))
    for page, group in Violation.objects.filter(page__in=keys).values_list("page", "group__slug"):
        found[page].add((Facet.GROUP, group))
    for entity in InspectedEntity.objects.filter(page__in=keys).select_related("province__successor"):
        found[entity.page_id].update(_marks_of(entity))
    days = {page.pk: page.issued_on for page in pages}
    return [
        ConclusionMark(page_id=pk, facet=facet, value=value, issued_on=days[pk])
        for pk, marks in found.items()
        for facet, value in sorted(marks)
    ]


def _own_marks(page: InspectionConclusionPage) -> Iterator[Mark]:
    yield Facet.ALL, ""
    yield Facet.YEAR, str(page.issued_on.year)
    yield Facet.FIELD, page.field.slug
    yield Facet.KIND, page.kind
    # As in the labels of its entry: one body written in two ways is one.
    for facet, name in ((Facet.AGENCY, page.issuing_agency), (Facet.SIGNER, page.signer)):
        if key := key_of(name):
            yield facet, key[:LONGEST_VALUE]


def _marks_of(entity: InspectedEntity) -> Iterable[Mark]:
    digits = tax_digits(entity.tax_code)
    yield Facet.ENTITY, _plain(entity.name)
    yield from ((Facet.WORD, word[:LONGEST_VALUE]) for word in text.syllables(entity.name))
    yield from ((Facet.TAX_CODE, code) for code in {digits, digits[:TAX_CODE_LENGTH]} if code)
    if entity.province:
        yield Facet.PROVINCE, entity.province.code
        if entity.province.successor:  # found under the name of its own time, and under the one of today
            yield Facet.PROVINCE, entity.province.successor.code


def _plain(name: str) -> str:
    return " ".join(text.syllables(name))[:LONGEST_VALUE]
