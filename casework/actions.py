"""The register of actions that other apps offer on a case (the feature that makes an answer's page is `qa`)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from casework.models import Case


@dataclass(frozen=True, slots=True)
class CaseAction:
    """A button on a case: who may see it now, and what it does; `run` returns the address to go on to."""

    name: str
    label: str
    is_offered: Callable[[Any, Case], bool]
    run: Callable[[Any, Case], str]


_actions: dict[str, CaseAction] = {}


def register(action: CaseAction) -> None:
    _actions[action.name] = action


def get(name: str) -> CaseAction | None:
    return _actions.get(name)


def offered(user: Any, case: Case) -> list[CaseAction]:
    return [action for action in _actions.values() if action.is_offered(user, case)]
