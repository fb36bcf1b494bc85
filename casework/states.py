"""The states of a case, their groups, and which verb leads from where to where. A state's name never leaves this file.

Approval and publication are no states of a case: they are Wagtail's workflow and the page's own (design, 3.4).
"""

from dataclasses import dataclass

from django.db import models


class State(models.TextChoices):
    """The states of the government's application that a case of this portal passes (domain.md, A.5)."""

    SUBMITTED = "submitted", "Chờ tiếp nhận"
    RECEIVED = "received", "Chờ chuyển đơn vị"
    AWAITING_SUPPLEMENT = "awaiting_supplement", "Chờ người gửi bổ sung"
    DISPATCHED = "dispatched", "Chờ phân công"
    ASSIGNED = "assigned", "Đang xử lý"
    ANSWERED = "answered", "Đã trả lời"
    REJECTED = "rejected", "Từ chối tiếp nhận"
    TRANSFERRED = "transferred", "Đã chuyển cơ quan khác"


class Verb(models.TextChoices):
    """What an officer, or the sender, may do with a case."""

    RECEIVE = "receive", "Tiếp nhận"
    CLASSIFY = "classify", "Phân loại lại"
    REJECT = "reject", "Từ chối"
    TRANSFER = "transfer", "Chuyển cơ quan khác"
    REQUEST_SUPPLEMENT = "request_supplement", "Yêu cầu bổ sung"
    SUPPLEMENT = "supplement", "Bổ sung thông tin"
    DISPATCH = "dispatch", "Chuyển đơn vị"
    ASSIGN = "assign", "Phân công"
    RETURN_CASE = "return_case", "Trả lại Văn phòng"
    COMPOSE = "compose", "Soạn câu trả lời"
    ANSWER = "answer", "Trả lời"
    REOPEN = "reopen", "Mở lại"
    CHANGE_SECRET = "change_secret", "Đổi mã bí mật"


class PublicStatus(models.TextChoices):
    """The five words the sender reads (domain.md, A.5)."""

    RECEIVING = "receiving", "Đang tiếp nhận"
    PROCESSING = "processing", "Đang xử lý"
    ANSWERED = "answered", "Đã trả lời"
    TRANSFERRED = "transferred", "Đã chuyển cơ quan khác"
    REJECTED = "rejected", "Từ chối tiếp nhận"


@dataclass(frozen=True, slots=True)
class Step:
    """From which states a verb may be used, and where it leads; None: it stays, or the procedure decides."""

    sources: frozenset[State]
    target: State | None


NEW = frozenset({State.SUBMITTED, State.RECEIVED})
WITH_UNIT = frozenset({State.DISPATCHED, State.ASSIGNED})
CLOSED = frozenset({State.ANSWERED, State.REJECTED, State.TRANSFERRED})
OPEN = frozenset(State) - CLOSED
RUNNING = OPEN - {State.AWAITING_SUPPLEMENT}

STEPS: dict[Verb, Step] = {
    Verb.RECEIVE: Step(frozenset({State.SUBMITTED}), State.RECEIVED),
    Verb.CLASSIFY: Step(NEW, None),
    # A sender who never gives what was asked for must not leave the case waiting for ever.
    Verb.REJECT: Step(NEW | {State.AWAITING_SUPPLEMENT}, State.REJECTED),
    Verb.TRANSFER: Step(NEW, State.TRANSFERRED),
    Verb.REQUEST_SUPPLEMENT: Step(RUNNING, State.AWAITING_SUPPLEMENT),
    Verb.SUPPLEMENT: Step(frozenset({State.AWAITING_SUPPLEMENT}), None),
    Verb.DISPATCH: Step(frozenset({State.RECEIVED}), State.DISPATCHED),
    Verb.ASSIGN: Step(WITH_UNIT, State.ASSIGNED),
    Verb.RETURN_CASE: Step(WITH_UNIT, State.RECEIVED),
    Verb.COMPOSE: Step(frozenset({State.ASSIGNED}), None),
    # What its unit and the editors approved goes to the sender, even if the case was moved about meanwhile.
    Verb.ANSWER: Step(OPEN, State.ANSWERED),
    Verb.REOPEN: Step(CLOSED, None),
    # A secret leaks at any time; a closed case is still read with it.
    Verb.CHANGE_SECRET: Step(frozenset(State), None),
}

_PUBLIC = {
    State.SUBMITTED: PublicStatus.RECEIVING,
    State.ANSWERED: PublicStatus.ANSWERED,
    State.REJECTED: PublicStatus.REJECTED,
    State.TRANSFERRED: PublicStatus.TRANSFERRED,
}


def public_status(state: str) -> PublicStatus:
    """Return the word the sender reads for a state."""
    return _PUBLIC.get(State(state), PublicStatus.PROCESSING)


def first_state() -> State:
    return State.SUBMITTED


def state_after_reopening(has_unit: bool) -> State:
    """Return where a reopened case goes: back to its unit, or to the office when it never had one."""
    return State.DISPATCHED if has_unit else State.RECEIVED
