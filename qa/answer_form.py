"""The form in which an answer is written."""

from typing import Any

from django.core.exceptions import ValidationError

from base.html import plain_text
from casework.models import Sender
from ministry.page_forms import UnitPageForm
from qa import anonymity
from qa.publication import PublicationMode

PUBLIC_TEXTS = ("title", "slug", "question", "short_answer", "body", "search_description")


class AnswerPageForm(UnitPageForm):
    """The editing form of an answer."""

    anothers_unit = "Ông/bà chỉ soạn câu trả lời cho đơn vị của mình."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("publication_mode") == PublicationMode.NOT_PUBLIC:
            if not cleaned.get("publication_reason"):
                self.add_error("publication_reason", ValidationError("Cần ghi lý do không công khai."))
        elif self.sends_on or self.instance.workflow_in_progress:
            self._refuse_traces(cleaned)
        if self.sends_on and not plain_text(str(cleaned.get("body") or "")).strip():
            self.add_error("body", ValidationError("Cần viết câu trả lời đầy đủ trước khi gửi duyệt."))
        return cleaned

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
