"""What the editor of an answer shows beside its fields."""

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from casework.models import Case


class CasesPanel(Panel):
    """The way from a page to the cases it answers, for the officers who may read them."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "qa/admin/cases.html"

        @cached_property
        def cases(self) -> list[Case]:
            if not self.instance.pk:
                return []
            return list(Case.objects.seen_by(self.request.user).on_page(self.instance))

        def is_shown(self) -> bool:
            return bool(self.cases)
