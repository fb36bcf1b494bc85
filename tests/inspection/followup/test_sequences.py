"""Whatever is tried in whatever order, the sums add up, and what is closed says when."""

from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base.refusals import Refusal
from inspection import procedure
from inspection.models import ConclusionRequirement
from inspection.states import CLOSED, FollowUpStep, RequirementStatus
from inspection.states import FollowUpVerb as V
from ministry.models import User
from tests.inspection.followup.conftest import MILLION, Require
from tests.inspection.followup.test_states_of_requirements import ARGUMENTS

AMOUNTS = st.one_of(st.none(), st.integers(-10, 150)).map(lambda number: number and number * MILLION)
PLAIN = st.sampled_from(sorted(set(ARGUMENTS) - {V.REPORT, V.CORRECT})).map(lambda verb: (verb, ARGUMENTS[verb]))
REPORTS = st.tuples(AMOUNTS, st.text(max_size=5), st.sampled_from(["", "Giấy nộp tiền"])).map(
    lambda report: (V.REPORT, {"amount": report[0], "note": report[1], "evidence": report[2]})
)
CORRECTIONS = st.integers(-10, 150).map(
    lambda number: (V.CORRECT, {"amount_done": number * MILLION, "note": "Gõ nhầm."})
)
EDITS = st.integers(0, 150).map(lambda number: (V.EDIT, {"amount": number * MILLION}))
STEP = st.tuples(st.one_of(PLAIN, REPORTS, CORRECTIONS, EDITS), st.sampled_from(["khanh", "thu"]))
Step = tuple[tuple[V, dict[str, Any]], str]


def take(requirement: ConclusionRequirement, step: Step, people: dict[str, User]) -> None:
    """Try a step; a refusal leaves everything as it was."""
    (verb, arguments), who = step
    before = ConclusionRequirement.objects.values().get(pk=requirement.pk)
    events = requirement.events.count()
    try:
        getattr(procedure, verb.value)(requirement, people[who], **arguments)
    except Refusal:
        assert ConclusionRequirement.objects.values().get(pk=requirement.pk) == before
        assert requirement.events.count() == events


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=12))
def test_sums_add_up(steps: list[Step], require: Require, khanh: User, thu: User) -> None:
    with transaction.atomic():
        requirement = require()
        for step in steps:
            take(requirement, step, {"khanh": khanh, "thu": thu})
            requirement = ConclusionRequirement.objects.get(pk=requirement.pk)
            noted = sum(event.amount or 0 for event in requirement.events.all())
            assert 0 <= requirement.amount_done == noted <= (requirement.amount or 0)
            assert (requirement.status in CLOSED) is (requirement.closed_on is not None)
            assert requirement.status in RequirementStatus
            assert requirement.step in FollowUpStep
            if requirement.status == RequirementStatus.DONE:
                assert requirement.amount_left == 0
        transaction.set_rollback(True)  # nothing of one example is left for the next
