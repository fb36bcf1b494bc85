"""Units, fields and provinces stand in the order of the Vietnamese alphabet wherever the admin lists them."""

from typing import Any

from django.db.models import Case, ForeignKey, ManyToManyField, QuerySet, When
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from base.alphabet import vietnamese_key
from base.forms import NamedChoiceField, NamedMultipleChoiceField
from ministry.models import PolicyField, Province, Unit

NAMED = (Unit, PolicyField, Province)


def choose_by_name() -> None:
    """Let every form of a page that asks for one of them show them in order."""
    for model in NAMED:
        register_form_field_override(ForeignKey, to=model, override={"form_class": NamedChoiceField})


class InAlphabet(IndexView):
    def order_queryset(self, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.ordering not in (None, "name", "-name"):
            return super().order_queryset(queryset)
        rows = sorted(queryset.order_by("pk").values_list("pk", "name"), key=lambda row: vietnamese_key(row[1]))
        if not rows:
            return queryset.order_by("pk")
        place = Case(*(When(pk=pk, then=number) for number, (pk, _) in enumerate(rows)))
        return queryset.order_by(place.desc() if self.ordering == "-name" else place.asc())


class RegisterViewSet(ModelViewSet):
    """A register whose forms show units, fields and provinces in order."""

    def formfield_for_dbfield(self, db_field: Any, **kwargs: Any) -> Any:
        if isinstance(db_field, ForeignKey) and db_field.related_model in NAMED:
            kwargs["form_class"] = NamedChoiceField
        elif isinstance(db_field, ManyToManyField) and db_field.related_model in NAMED:
            kwargs["form_class"] = NamedMultipleChoiceField
        return super().formfield_for_dbfield(db_field, **kwargs)


class NamedViewSet(RegisterViewSet):
    """The register of units, of fields or of provinces."""

    index_view_class = InAlphabet
