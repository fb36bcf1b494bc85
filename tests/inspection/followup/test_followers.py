"""Who may do what with a requirement: people × verbs, as one table, asked of the sentences and of the procedures."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from base.models import OutboxMessage
from base.refusals import NotAllowed
from inspection import permissions, procedure
from inspection.models import ConclusionRequirement, InspectionConclusionPage
from inspection.notices import NOTICE
from inspection.states import FollowUpVerb as V
from ministry.admin_lists import page_policy
from ministry.models import Unit, User
from tests.inspection.followup.conftest import Conclude
from tests.inspection.followup.test_states_of_requirements import ARGUMENTS

INSPECTOR = {V.ADD, V.EDIT, V.URGE, V.CHECK, V.REPORT, V.SUSPEND, V.RESUME}
HEAD = set(V)
# person: (enters the section, sees the requirement, the verbs)
PEOPLE: dict[str, tuple[bool, bool, set[V]]] = {
    "khanh": (True, True, INSPECTOR),
    "thu": (True, True, HEAD),
    "minh": (True, True, set()),
    "root": (True, True, set()),
    "dung": (True, False, set()),
    "phuc": (False, False, set()),
    "lan": (False, False, set()),
    "nam": (False, False, set()),
    "hanh": (False, False, set()),
    "quan_tri": (False, False, set()),
    "nobody": (False, False, set()),
}
TABLE = pytest.mark.parametrize("who", PEOPLE)


@pytest.fixture
def nobody() -> AnonymousUser:
    return AnonymousUser()


@pytest.fixture
def person(who: str, request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(who)


@TABLE
def test_rights(who: str, person: Any, requirement: ConclusionRequirement) -> None:
    assert {verb for verb in V if permissions.has_right(person, verb, requirement)} == PEOPLE[who][2]


@TABLE
def test_the_procedures_ask(
    who: str, person: Any, requirement: ConclusionRequirement, conclusion: InspectionConclusionPage
) -> None:
    for verb in set(ARGUMENTS) - PEOPLE[who][2]:
        with pytest.raises(NotAllowed):
            getattr(procedure, verb.value)(requirement, person, **ARGUMENTS[verb])
    if V.ADD not in PEOPLE[who][2]:
        with pytest.raises(NotAllowed):
            procedure.add(conclusion, person, kind="remediation", target="A", content="B")
    assert requirement.events.count() == 1


@TABLE
def test_who_enters_and_who_sees(
    who: str, person: Any, khanh: User, requirement: ConclusionRequirement, conclusion: InspectionConclusionPage
) -> None:
    enters, sees, _ = PEOPLE[who]
    assert permissions.may_enter(person) is enters
    assert permissions.requirements_seen_by(person, ConclusionRequirement.objects.all()).exists() is sees
    assert permissions.pages_seen_by(person, InspectionConclusionPage.objects.all()).exists() is sees


@pytest.mark.parametrize("who", ["khanh", "thu", "minh", "dung", "lan", "phuc"])
def test_the_register_shows_what_the_page_policy_shows(
    who: str, person: Any, conclude: Conclude, children_unit: Unit
) -> None:
    pages = InspectionConclusionPage.objects.all()
    for unit in (None, children_unit):
        conclude(**{"unit": unit} if unit else {})
    seen = permissions.pages_seen_by(person, pages)
    narrowed = page_policy().narrow(person, InspectionConclusionPage.objects.all())
    assert set(seen.values_list("pk", flat=True)) == set(narrowed.values_list("pk", flat=True))


@pytest.mark.parametrize(("live", "may"), [(True, {"thu"}), (False, {"khanh", "thu"})], ids=["live", "draft"])
@pytest.mark.parametrize("who", ["khanh", "thu", "minh", "root", "dung", "lan"])
def test_who_lets_the_public_read_what_was_withheld(
    who: str, live: bool, may: set[str], person: Any, conclude: Conclude, khanh: User
) -> None:
    withheld = procedure.add(conclude(live=live), khanh, kind="remediation", target="A", content="B", withheld=True)
    assert permissions.may_open_to_public(person, withheld) is (who in may)
    if who in may:
        assert not procedure.edit(withheld, person, withheld=False).withheld
        return
    with pytest.raises(NotAllowed):
        procedure.edit(withheld, person, withheld=False)
    withheld.refresh_from_db()
    assert withheld.withheld


def test_an_inspector_withholds_what_the_public_reads(requirement: ConclusionRequirement, khanh: User) -> None:
    assert procedure.edit(requirement, khanh, withheld=True).withheld
    procedure.edit(requirement, khanh, target="Công ty khác")


def test_the_head_hears_of_what_the_public_reads_at_once(
    conclusion: InspectionConclusionPage, conclude: Conclude, khanh: User, thu: User
) -> None:
    told = OutboxMessage.objects.filter(topic=NOTICE)
    procedure.add(conclude(live=False), khanh, kind="remediation", target="A", content="B")
    procedure.add(conclusion, thu, kind="remediation", target="A", content="B")
    assert not told.exists(), "a draft is read by nobody; and nobody is told of the own work"
    written = procedure.add(conclusion, khanh, kind="remediation", target="A", content="B")
    procedure.edit(written, khanh, content="C")
    assert [message.payload["user"] for message in told] == [thu.pk, thu.pk]


def test_only_the_head_takes_a_mistake_away_and_only_before_the_public_read_it(
    conclude: Conclude, requirement: ConclusionRequirement, khanh: User, thu: User
) -> None:
    assert not permissions.may_delete(thu, requirement), "the conclusion is public"
    written = procedure.add(conclude(live=False), khanh, kind="remediation", target="A", content="B")
    assert permissions.may_delete(thu, written)
    assert not permissions.may_delete(khanh, written)
    procedure.urge(written, khanh, note="Gọi điện.")
    assert not permissions.may_delete(thu, written)
