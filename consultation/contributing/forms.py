"""The stages of contributing, each a form: what is said, and who says it; the last look is base/last_look.py."""

from typing import Any

from django import forms

from base.forms import PublicForm
from consultation.citing import Provision
from consultation.contributing.fields import PersonForm, answers, comment_field, question_field, question_name
from consultation.models import ConsultationQuestion, DraftDocument
from consultation.procedure import Choice, GivenComment

# An association comments on many articles at once; more than this is a text of its own, which goes as a file.
MOST_PROVISIONS = 60
NOTHING_SAID = "Xin ông/bà viết góp ý vào ít nhất một ô, hoặc trả lời một câu hỏi."
WHOLE = "whole"


def box_name(provision: Provision) -> str:
    """Return the name of the box for a comment on a provision."""
    return f"comment_{provision.order}"


class WhatForm(PublicForm):
    """A box for each provision chosen, one for the whole draft, and the drafter's questions."""

    def __init__(
        self,
        *args: Any,
        document: DraftDocument | None,
        provisions: list[Provision],
        questions: list[ConsultationQuestion],
        newest: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.document, self.provisions, self.questions = document, provisions, questions
        for provision in provisions:
            field = comment_field(f"Góp ý của ông/bà về {provision.name_in_a_sentence}")
            if provision.key == newest:
                field.widget.attrs["autofocus"] = True
            self.fields[box_name(provision)] = field
        self.fields[WHOLE] = comment_field("Góp ý cho toàn bộ dự thảo")
        for question in questions:
            self.fields[question_name(question.key)] = question_field(question)
        self.say_in_vietnamese()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.get(name) for name in self.fields if name != "website"):
            first = next(name for name in self.fields if name != "website")
            self.add_error(first, forms.ValidationError(NOTHING_SAID, code="nothing"))
        return cleaned

    def comments(self) -> list[GivenComment]:
        """Return the comments of a valid form, in the order of the text."""
        made = []
        for provision in self.provisions:
            if content := self.cleaned_data[box_name(provision)]:
                made.append(GivenComment(content, self.document, provision.key))
        if content := self.cleaned_data[WHOLE]:
            made.append(GivenComment(content, self.document))
        return made + [
            GivenComment(answer.content, self.document, question=answer.question) for answer in self._answers()[0]
        ]

    def choices(self) -> list[Choice]:
        return self._answers()[1]

    def _answers(self) -> tuple[list[GivenComment], list[Choice]]:
        return answers(self.cleaned_data, self.questions)


class WhoForm(PersonForm):
    consent = forms.BooleanField(label="Tôi đã đọc và đồng ý")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].error_messages["required"] = "Cần đánh dấu đồng ý thì Bộ mới được nhận góp ý."
