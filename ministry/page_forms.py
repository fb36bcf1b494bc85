"""The form in which a numbered page of a unit is written: for the own unit, with a slug that follows the title."""

from typing import Any, ClassVar, cast

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from ministry.models import Unit
from ministry.permissions import is_editor, unit_ids_writing

# The buttons that hand a page on to the next person.
SENDS_ON = frozenset({"action-submit", "action-restart-workflow", "action-workflow-action"})


class UnitPageForm(WagtailAdminPageForm):
    """An officer writes for the own unit; only the portal's editors write for any."""

    anothers_unit: ClassVar[str] = "Ông/bà chỉ soạn trang cho đơn vị của mình."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # A callable default is compared with a hidden input that Wagtail does not render: it would always differ.
            field.show_hidden_initial = False
        if "slug" in self.fields:
            self.fields["slug"].required = False  # it is made of the title

    @property
    def sends_on(self) -> bool:
        """Tell whether the page is handed on to the next person by this very post."""
        return bool(SENDS_ON & self.data.keys())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.instance.first_published_at and "slug" not in self.changed_data and cleaned.get("title"):
            cleaned["slug"] = self.instance.slug_of(cleaned["title"])
        unit = cleaned.get("unit")
        if unit and not self._may_write_for(unit):
            self.add_error("unit", ValidationError(self.anothers_unit))
        return cast(dict[str, Any], cleaned)

    def _may_write_for(self, unit: Unit) -> bool:
        if self.instance.pk and self.instance.unit_id == unit.pk:
            return True
        return is_editor(self.for_user) or unit.pk in unit_ids_writing(self.for_user, type(self.instance))
