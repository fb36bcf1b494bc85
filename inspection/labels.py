"""What the register is narrowed by: the labels of a conclusion, and the names that people read for them."""

from collections.abc import Iterable

from inspection.models import ConclusionKind, InspectionConclusionPage, InspectionForm, ViolationGroup
from ministry.models import PolicyField, Province
from search.labels import key_of, label, names_of, parted

# In the order of the menus; the year is counted by the engine itself (`with_facets`).
FACETS = ("field", "entity", "province", "agency", "signer", "group", "document_kind", "form")


def labels_of(page: InspectionConclusionPage) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the labels of a conclusion, and how those are written whose keys are made of a name.

    What is inspected is told by its tax code, or by its name where no code is known.
    """
    entities = list(page.entities.all())
    fields = {page.field_id, *(field.pk for field in page.other_fields.all())}
    groups = {violation.group_id for violation in page.violations.all()}
    provinces = {entity.province_id for entity in entities if entity.province_id}
    # Found under the name of its own time, and under the one of today.
    provinces |= {*Province.objects.filter(merged__in=provinces).values_list("pk", flat=True)} if provinces else set()
    named = _named("agency", [(key_of(page.issuing_agency), page.issuing_agency)])
    named |= _named("signer", [(key_of(page.signer), page.signer)])
    # Last, since an entry keeps only so many.
    named |= _named("entity", ((entity.tax_code or key_of(entity.name), entity.name) for entity in entities))
    registered = [
        *(label("field", slug) for slug in _keys(PolicyField, "slug", fields)),
        *(label("province", code) for code in _keys(Province, "code", provinces)),
        *(label("group", slug) for slug in _keys(ViolationGroup, "slug", groups)),
        label("document_kind", page.kind),
        label("form", page.inspection_form),
    ]
    return (*registered, *named), named


def label_names(labels: Iterable[str]) -> dict[str, str]:
    """Return what people read for each label that has a name, in one query a facet.

    Give it labels that were just counted: a remembered name outlives the conclusion it came from.
    """
    keys: dict[str, list[str]] = {}
    for each in labels:
        facet, key = parted(each)
        keys.setdefault(facet, []).append(key)
    found: dict[str, str] = {}
    for facet, registered, column in (
        ("field", PolicyField, "slug"),
        ("province", Province, "code"),
        ("group", ViolationGroup, "slug"),
    ):
        if wanted := keys.pop(facet, None):
            rows = registered._default_manager.filter(**{f"{column}__in": wanted})
            found |= {label(facet, key): name for key, name in rows.values_list(column, "name")}
    for facet, choices in (("document_kind", ConclusionKind.choices), ("form", InspectionForm.choices)):
        wanted = keys.pop(facet, [])
        found |= {label(facet, key): name[:1].upper() + name[1:] for key, name in choices if key in wanted}
    found |= names_of([f"{facet}:{key}" for facet, some in keys.items() for key in some])
    return found


def label_name(label: str) -> str:
    """Return what people read for one label, its key where nothing has it."""
    return label_names([label]).get(label) or parted(label)[1]


def _named(facet: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {label(facet, key): name for key, name in pairs if key}


def _keys(model: type[PolicyField | Province | ViolationGroup], column: str, pks: set[int]) -> list[str]:
    return list(model._default_manager.filter(pk__in=pks).order_by("pk").values_list(column, flat=True)) if pks else []
