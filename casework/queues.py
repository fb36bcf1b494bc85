"""The queues of the desk: what waits for whom. A queue is a name, a label and the cases in it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from casework.models import Case
from casework.models.case import CaseQuerySet
from ministry.permissions import posts_of, unit_ids_led


@dataclass(frozen=True, slots=True)
class Queue:
    name: str
    label: str
    roles: frozenset[str]
    cases: Callable[[CaseQuerySet, Any], CaseQuerySet]


EVERYBODY = frozenset({"intake_officer", "handler", "unit_leader"})
QUEUES = (
    Queue("cho-tiep-nhan", "Chờ tiếp nhận", frozenset({"intake_officer"}), lambda cases, user: cases.to_receive()),
    Queue("cho-chuyen", "Chờ chuyển đơn vị", frozenset({"intake_officer"}), lambda cases, user: cases.to_dispatch()),
    Queue(
        "cho-phan-cong",
        "Chờ phân công",
        frozenset({"unit_leader"}),
        # An intake officer who also leads a unit sees every unit's cases, but assigns those of the own unit.
        lambda cases, user: cases.to_assign().filter(unit_id__in=unit_ids_led(user)),
    ),
    Queue("cua-toi", "Việc của tôi", frozenset({"handler"}), lambda cases, user: cases.open().filter(handler=user)),
    Queue("dang-xu-ly", "Đang xử lý", EVERYBODY, lambda cases, user: cases.in_hand()),
    Queue("cho-bo-sung", "Chờ bổ sung", EVERYBODY, lambda cases, user: cases.awaiting_supplement()),
    Queue("qua-han", "Quá hạn", EVERYBODY, lambda cases, user: cases.overdue()),
    Queue("da-tra-loi", "Đã trả lời", EVERYBODY, lambda cases, user: cases.answered()),
    Queue("tat-ca", "Tất cả", EVERYBODY, lambda cases, user: cases),
)


# What waits for the officer in person; its number stands beside the menu.
FIRST_IN_LINE = frozenset({"cho-tiep-nhan", "cho-chuyen", "cho-phan-cong", "cua-toi"})


def queues_for(user: Any) -> list[Queue]:
    """Return the queues that the officer's posts give, the most pressing first."""
    held = {post.role for post in posts_of(user)}
    return [queue for queue in QUEUES if held & queue.roles]


def counts(user: Any) -> dict[str, int]:
    """Return how many cases wait in each of the officer's queues that call for work."""
    return _count(user, [queue for queue in queues_for(user) if queue.name not in ("da-tra-loi", "tat-ca")])


def waiting_for(user: Any) -> int:
    """Return how many cases wait for this very officer, for the number beside the menu."""
    return sum(_count(user, [queue for queue in queues_for(user) if queue.name in FIRST_IN_LINE]).values())


def _count(user: Any, queues: list[Queue]) -> dict[str, int]:
    seen = Case.objects.seen_by(user)
    return {queue.name: queue.cases(seen, user).count() for queue in queues}
