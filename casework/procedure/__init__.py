"""The verbs of a case: one atomic function each: it checks, changes the state, writes an event and queues the letter.

Views, commands, the API and tests go through these functions; nobody sets a state by hand. They stand in files by the
part of the road; whoever calls them imports `casework.procedure` alone.
"""

from base.refusals import Missing, NotAllowed, Refusal, TooOften, WrongState
from casework.procedure.answering import ApprovedText, answer, note_sent_back, reopen
from casework.procedure.assignment import assign, dispatch, return_case
from casework.procedure.intake import classify, receive, reject, request_supplement, submit, supplement, transfer
from casework.procedure.secret import change_secret, send_secret_again
from casework.procedure.steps import LETTER
from casework.states import Verb

# The verbs of officers that the sender is told of by a letter.
TOLD_BY_LETTER = frozenset({Verb.REJECT, Verb.TRANSFER, Verb.REQUEST_SUPPLEMENT, Verb.CHANGE_SECRET})

__all__ = [
    "LETTER",
    "TOLD_BY_LETTER",
    "ApprovedText",
    "Missing",
    "NotAllowed",
    "Refusal",
    "TooOften",
    "WrongState",
    "answer",
    "assign",
    "change_secret",
    "classify",
    "dispatch",
    "note_sent_back",
    "receive",
    "reject",
    "reopen",
    "request_supplement",
    "return_case",
    "send_secret_again",
    "submit",
    "supplement",
    "transfer",
]
