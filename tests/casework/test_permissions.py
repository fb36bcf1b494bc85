"""Who may do what with a case: people × verbs, as one table."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser

from casework import permissions, procedure
from casework.models import Case, TransferBody
from casework.procedure import NotAllowed
from casework.states import State, Verb
from ministry.models import PolicyField, Unit, User

V = Verb
INTAKE = {V.RECEIVE, V.CLASSIFY, V.REJECT, V.TRANSFER, V.DISPATCH, V.REOPEN, V.CHANGE_SECRET}
HANDLER = {V.REQUEST_SUPPLEMENT, V.SUPPLEMENT, V.COMPOSE}
LEADER = {V.REQUEST_SUPPLEMENT, V.SUPPLEMENT, V.ASSIGN, V.RETURN_CASE, V.REOPEN}

# person: (enters the section, sees the case, verbs on a case in Nam's hands, verbs on a case that no unit has yet)
PEOPLE: dict[str, tuple[bool, bool, set[Verb], set[Verb]]] = {
    "hanh": (True, True, INTAKE, INTAKE | {V.REQUEST_SUPPLEMENT, V.SUPPLEMENT}),
    "nam": (True, True, HANDLER, set()),
    "huong": (True, True, set(), set()),
    "lan": (True, True, LEADER, set()),
    "son": (True, False, set(), set()),
    "thuy": (True, False, set(), set()),
    "minh": (False, False, set(), set()),
    "quan_tri": (False, False, set(), set()),
    "root": (False, False, set(), set()),
    "hung": (False, False, set(), set()),
    "nobody": (False, False, set(), set()),
}
TABLE = pytest.mark.parametrize("who", PEOPLE)


@pytest.fixture
def nobody() -> AnonymousUser:
    return AnonymousUser()


@pytest.fixture
def person(who: str, request: pytest.FixtureRequest) -> User:
    user: User = request.getfixturevalue(who)
    return user


@TABLE
def test_with_a_case_in_nams_hands(who: str, person: User, assigned: Case) -> None:
    _, _, verbs, _ = PEOPLE[who]
    assert {verb for verb in Verb if permissions.has_right(person, verb, assigned)} == verbs


@TABLE
def test_with_a_case_that_no_unit_has_yet(who: str, person: User, case: Case) -> None:
    *_, verbs = PEOPLE[who]
    assert {verb for verb in Verb if permissions.has_right(person, verb, case)} == verbs


@TABLE
def test_who_enters_and_who_sees(who: str, person: User, assigned: Case) -> None:
    enters, sees, *_ = PEOPLE[who]
    assert permissions.may_enter(person) is enters
    assert permissions.may_see(person, assigned) is sees
    assert Case.objects.seen_by(person).filter(pk=assigned.pk).exists() is sees


@TABLE
def test_a_case_that_no_unit_has_yet_is_seen_by_the_office_alone(who: str, person: User, case: Case) -> None:
    assert permissions.may_see(person, case) is (who == "hanh")
    assert Case.objects.seen_by(person).exists() is (who == "hanh")


@TABLE
def test_the_procedure_asks_the_same_table(
    who: str,
    person: User,
    assigned: Case,
    insurance: PolicyField,
    employment_unit: Unit,
    nam: User,
    root: User,
) -> None:
    """Whoever has no right is refused by the verb itself, whatever view or command it was called from."""
    verbs = PEOPLE[who][2]
    calls: dict[Verb, Callable[[], object]] = {
        V.RECEIVE: lambda: procedure.receive(assigned, person, kind="concern", policy_field=insurance),
        V.CLASSIFY: lambda: procedure.classify(assigned, person, kind="concern", policy_field=insurance),
        V.REJECT: lambda: procedure.reject(assigned, person, reason="spam_or_test", note="Thử."),
        V.TRANSFER: lambda: procedure.transfer(assigned, person, body=TransferBody.objects.get()),
        V.REQUEST_SUPPLEMENT: lambda: procedure.request_supplement(assigned, person, note="Gì?"),
        V.SUPPLEMENT: lambda: procedure.supplement(assigned, person, content="Đây."),
        V.DISPATCH: lambda: procedure.dispatch(assigned, person, unit=employment_unit),
        V.ASSIGN: lambda: procedure.assign(assigned, person, handler=root),
        V.RETURN_CASE: lambda: procedure.return_case(assigned, person, note="Nhầm."),
        V.REOPEN: lambda: procedure.reopen(assigned, person, note="Xem lại."),
        V.CHANGE_SECRET: lambda: procedure.change_secret(assigned, person, note="Mất giấy."),
    }
    assert set(calls) == set(Verb) - {V.COMPOSE, V.ANSWER}
    events = assigned.events.count()
    for verb in calls.keys() - verbs:
        with pytest.raises(NotAllowed, match=verb.label):
            calls[verb]()
    assigned.refresh_from_db()
    assert (assigned.state, assigned.handler, assigned.events.count()) == (State.ASSIGNED, nam, events)


def test_the_right_of_an_expert_ends_with_the_case(assigned: Case, nam: User, huong: User, lan: User) -> None:
    """Bà Lan gives the case to chị Hương: anh Nam still sees it, as the unit's officer, but writes no answer now."""
    procedure.assign(assigned, lan, handler=huong)
    assert permissions.may(huong, V.COMPOSE, assigned)
    assert not permissions.may(nam, V.COMPOSE, assigned)
    assert permissions.may_see(nam, assigned)


def test_the_office_still_sees_a_case_that_a_unit_has(assigned: Case, hanh: User) -> None:
    assert permissions.may_see(hanh, assigned)
    assert not permissions.may(hanh, V.REJECT, assigned), "it has the right, but the case is the unit's now"
