"""The one place where a rehearsal hands comments in and moderates them, by the forms and verbs of the real road."""

import uuid

from casework.models import ConsentText, SenderType
from consultation import procedure
from consultation.contributing.boxes import Boxes
from consultation.contributing.forms import WHOLE, WhoForm, box_name
from consultation.models import Comment, ConsultationPage, HideReason
from consultation.rehearsal.people import Saying
from ministry.models import Province, User

BATCH = 200
HIDDEN_OF = 97  # each so-manieth comment is hidden


def send(consultation: ConsultationPage, saying: Saying, province: Province, consent: ConsentText) -> None:
    """Hand one comment in: what the two forms take is submitted.

    Raises:
        ValueError: a form does not take it.
    """
    boxes = Boxes.asked_for(consultation, saying.key)
    name = box_name(boxes.provisions[0]) if boxes.provisions else WHOLE
    what = boxes.form({name: saying.content})
    who = WhoForm(
        {
            "contributor_type": SenderType.ORGANISATION if saying.organisation else SenderType.INDIVIDUAL,
            "name": saying.name,
            "org_name": saying.organisation,
            "province": province.code,
            "email": saying.email,
            "consent": "on",
        }
    )
    for form in (what, who):
        if not form.is_valid():
            raise ValueError(f"the form does not take a rehearsed comment: {form.errors.as_json()}")
    procedure.submit(
        consultation=consultation,
        form_token=uuid.uuid4(),
        comments=what.comments(),
        choices=what.choices(),
        person=who.person(),
        consent_text=consent,
    )


def moderate(consultation: ConsultationPage, editor: User) -> None:
    """Look at every comment: a few are hidden, the others shown."""
    waiting = Comment.objects.to_look_at().filter(consultation=consultation).select_related("contribution")
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    hidden = ids[HIDDEN_OF - 1 :: HIDDEN_OF]
    procedure.hide_all(waiting.filter(pk__in=hidden), editor, reason=HideReason.OFF_TOPIC)
    for at in range(0, len(ids), BATCH):
        procedure.show_all(waiting.filter(pk__in=ids[at : at + BATCH]), editor)
