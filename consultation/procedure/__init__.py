"""The verbs of taking part: one atomic function each: it checks, changes the state, writes an event, queues the letter.

Views, commands and tests go through these; nobody sets the state of a comment by hand.
"""

from base.refusals import Missing, NotAllowed, Refusal, TooOften, WrongState
from consultation.procedure.editing import add, edit, withdraw
from consultation.procedure.given import Choice, GivenComment, Person
from consultation.procedure.keying_in import key_in
from consultation.procedure.moderating import hide, hide_all, show, show_all
from consultation.procedure.secret import send_secret_again
from consultation.procedure.steps import LETTER
from consultation.procedure.submitting import submit
from consultation.procedure.supporting import support

__all__ = [
    "LETTER",
    "Choice",
    "GivenComment",
    "Missing",
    "NotAllowed",
    "Person",
    "Refusal",
    "TooOften",
    "WrongState",
    "add",
    "edit",
    "hide",
    "hide_all",
    "key_in",
    "send_secret_again",
    "show",
    "show_all",
    "submit",
    "support",
    "withdraw",
]
