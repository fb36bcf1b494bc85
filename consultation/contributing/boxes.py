"""Which provisions somebody is commenting on, and what stands in the boxes meanwhile."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.http import QueryDict

from base.forms import LONGEST
from consultation.citing import Provision, provisions
from consultation.contributing.forms import MOST_PROVISIONS, WhatForm, box_name
from consultation.models import ConsultationPage, ContributionDraft, DraftDocument
from consultation.models.documents import KEY_LENGTH

NOT_THERE = "Không tìm thấy điều, khoản mà liên kết chỉ tới. Xin ông/bà chọn trong danh sách bên dưới."
ENOUGH = f"Mỗi lần gửi được góp ý cho nhiều nhất {MOST_PROVISIONS} điều, khoản."


@dataclass(frozen=True, slots=True)
class Boxes:
    """The provisions of a document that have a box, what was typed, and which box is new."""

    consultation: ConsultationPage
    document: DraftDocument | None
    provisions: list[Provision] = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)
    newest: str = ""
    said: str = ""

    @classmethod
    def asked_for(cls, consultation: ConsultationPage, key: str) -> Self:
        """Return the box for one provision of the newest text; a made-up address is told, and gets none."""
        document = consultation.current_document
        found = provisions(document, [key]) if document and key and len(key) <= KEY_LENGTH else []
        return cls(consultation, document, found, said=NOT_THERE if key and not found else "")

    @classmethod
    def posted(cls, consultation: ConsultationPage, data: QueryDict) -> Self:
        """Return the boxes that a form carries; what is not of a published text of the consultation is left out."""
        published = consultation.documents.exclude(ordinal=None)
        given = data.get("document", "")
        document = published.filter(pk=int(given)).first() if _is_number(given) else None
        orders = [int(order) for order in data.getlist("provision")[:MOST_PROVISIONS] if _is_number(order)]
        if document is None:
            return cls(consultation, consultation.current_document, typed=_texts(data))
        keys = document.nodes.filter(order__in=orders).values_list("key", flat=True) if orders else []
        return cls(consultation, document, provisions(document, keys), _texts(data))

    @classmethod
    def of_draft(cls, draft: ContributionDraft) -> Self:
        """Return the boxes as they were kept with a draft."""
        kept = draft.content.get("what", {})
        document = draft.consultation.documents.filter(pk=kept.get("document")).first()
        found = provisions(document, kept.get("keys", [])) if document else []
        return cls(draft.consultation, document, found, kept.get("typed", {}))

    def with_one_more(self, order: str) -> Self:
        """Return the boxes with one for the provision at that place of the text."""
        if len(self.provisions) >= MOST_PROVISIONS:
            return replace(self, said=ENOUGH)
        node = self.document.nodes.filter(order=int(order)).first() if self.document and _is_number(order) else None
        if self.document is None or node is None:
            return self
        found = provisions(self.document, [*(each.key for each in self.provisions), node.key])
        return replace(self, provisions=found, newest=node.key)

    def without(self, order: str) -> Self:
        """Return the boxes without that of one provision."""
        return replace(self, provisions=[each for each in self.provisions if str(each.order) != order])

    def form(self, data: Any = None) -> WhatForm:
        """Return the form: as posted, or with what was typed before."""
        return WhatForm(
            data,
            initial=None if data is not None else self.typed,
            document=self.document,
            provisions=self.provisions,
            questions=list(self.consultation.questions.all()),
            newest=self.newest,
        )

    def kept(self, typed: dict[str, str]) -> dict[str, Any]:
        """Return what a draft keeps of it."""
        return {
            "document": self.document.pk if self.document else None,
            "keys": [each.key for each in self.provisions],
            "typed": typed,
        }

    def rows(self, form: WhatForm) -> list[dict[str, Any]]:
        """Return each provision with its field, as the page shows them."""
        return [{"provision": each, "field": form[box_name(each)]} for each in self.provisions]


def _texts(data: QueryDict) -> dict[str, str]:
    kept = ("comment_", "question_", "whole")
    return {name: data.get(name, "")[:LONGEST] for name in data if name.startswith(kept)}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
