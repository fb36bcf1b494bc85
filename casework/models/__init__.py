from casework.models.answer import Answer, CasePage
from casework.models.case import Case, Channel, RejectReason
from casework.models.events import CaseEvent, EventKind, Pause
from casework.models.files import Attachment, ScanState
from casework.models.rules import CaseKind, ConsentText, DeadlineRule, DeadlineUnit, TransferBody
from casework.models.sender import Sender, SenderType

__all__ = [
    "Answer",
    "Attachment",
    "Case",
    "CaseEvent",
    "CaseKind",
    "CasePage",
    "Channel",
    "ConsentText",
    "DeadlineRule",
    "DeadlineUnit",
    "EventKind",
    "Pause",
    "RejectReason",
    "ScanState",
    "Sender",
    "SenderType",
    "TransferBody",
]
