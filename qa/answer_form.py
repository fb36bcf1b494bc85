"""The form in which an answer is written."""

from typing import Any, cast

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from base.html import plain_text
from casework.models import Sender
from ministry.models import Unit
from ministry.permissions import is_editor, unit_ids_answered_for
from qa import anonymity
from qa.publication import PublicationMode

# The buttons that hand a page on to the next person.
SENDS_ON = {"action-submit", "action-restart-workflow", "action-workflow-action"}


PUBLIC_TEXTS = ("title", "slug", "question", "short_answer", "body", "search_description")


class AnswerPageForm(WagtailAdminPageForm):
    """The editing form: an officer writes for the own unit; only the portal's editors write for any."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # A callable default is compared with a hidden input that Wagtail does not render: it would always differ.
            field.show_hidden_initial = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.instance.first_published_at and "slug" not in self.changed_data and cleaned.get("title"):
            cleaned["slug"] = self.instance.slug_of(cleaned["title"])
        unit = cleaned.get("unit")
        if unit and not self._may_write_for(unit):
            self.add_error("unit", ValidationError("Ông/bà chỉ soạn câu trả lời cho đơn vị của mình."))
        if cleaned.get("publication_mode") == PublicationMode.NOT_PUBLIC:
            if not cleaned.get("publication_reason"):
                self.add_error("publication_reason", ValidationError("Cần ghi lý do không công khai."))
        elif SENDS_ON & self.data.keys() or self.instance.workflow_in_progress:
            self._refuse_traces(cleaned)
        if SENDS_ON & self.data.keys() and not plain_text(str(cleaned.get("body") or "")).strip():
            self.add_error("body", ValidationError("Cần viết câu trả lời đầy đủ trước khi gửi duyệt."))
        return cast(dict[str, Any], cleaned)

    def _refuse_traces(self, cleaned: dict[str, Any]) -> None:
        """Refuse to send a public answer on while it holds what would give its sender away."""
        senders = Sender.objects.filter(case__page_links__page_id=self.instance.pk) if self.instance.pk else []
        for name in PUBLIC_TEXTS:
            text = plain_text(str(cleaned.get(name) or ""))
            found = anonymity.traces_of_senders(text.replace("-", " ") if name == "slug" else text, senders)
            if name in ("title", "question", "slug"):
                found += anonymity.traces_of_anybody(text)
            if found:
                self.add_error(name, ValidationError(f"Bản công khai còn {', '.join(found)}. Xin bỏ đi rồi gửi duyệt."))

    def _may_write_for(self, unit: Unit) -> bool:
        if self.instance.pk and self.instance.unit_id == unit.pk:
            return True
        return is_editor(self.for_user) or unit.pk in unit_ids_answered_for(self.for_user)
