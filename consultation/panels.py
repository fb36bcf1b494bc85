"""What the editor of a consultation shows beside its fields."""

from typing import Any

from wagtail.admin.panels import Panel


class TextsPanel(Panel):
    """The way from a consultation to its texts, beside the choice of the one to publish."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "consultation/admin/drafts/panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from consultation import permissions  # it knows the model that shows this panel

            context: dict[str, Any] = super().get_context_data(parent_context)
            may = bool(self.instance.pk) and permissions.may_import(self.request.user, self.instance)
            return context | {"page": self.instance, "may_import": may}
