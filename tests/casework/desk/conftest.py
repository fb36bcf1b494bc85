"""A case of the unit beside."""

from collections.abc import Callable

import pytest

from casework import procedure
from casework.models import Case
from ministry.models import PolicyField, Unit, User


@pytest.fixture
def in_another_unit(
    ask: Callable[..., Case], hanh: User, thuy: User, son: User, children_unit: Unit, childcare: PolicyField
) -> Case:
    """A case in Sơn's hands."""
    case = ask(title="Con tôi được hưởng chế độ gì?", policy_field=childcare)
    procedure.receive(case, hanh, kind=case.kind, policy_field=childcare)
    procedure.dispatch(case, hanh, unit=children_unit)
    return procedure.assign(case, thuy, handler=son)
