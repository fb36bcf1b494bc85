"""What an officer may do with a case, as sentences; asked by the procedure, the views and the tests."""

from typing import Any

from casework.models import Attachment, Case
from casework.states import STEPS, Verb
from ministry.permissions import handles_for, is_intake_officer, leads, unit_ids_answered_for


def may_enter(user: Any) -> bool:
    """The section "Hồ sơ" is for intake officers and for those who handle or lead in a unit."""
    return is_intake_officer(user) or bool(unit_ids_answered_for(user))


def may_see(user: Any, case: Case) -> bool:
    """Intake sees every case; a unit's officers see their unit's."""
    return is_intake_officer(user) or (case.unit_id is not None and case.unit_id in unit_ids_answered_for(user))


def may_open_file(user: Any, file: Attachment) -> bool:
    """Whoever sees the case opens its files, once the virus scanner has passed them, if the ministry has one."""
    return file.case is not None and may_see(user, file.case) and file.is_passed


def is_handler_of(user: Any, case: Case) -> bool:
    return case.handler_id == user.pk and handles_for(user, case.unit_id)


def _may_ask_for_supplement(user: Any, case: Case) -> bool:
    if case.unit_id is None:
        return is_intake_officer(user)
    return leads(user, case.unit_id) or is_handler_of(user, case)


def _may_change_secret(user: Any, case: Case) -> bool:
    """The office alone speaks with senders who hold no secret any more, and makes sure who they are."""
    return is_intake_officer(user)


def _may_reopen(user: Any, case: Case) -> bool:
    return is_intake_officer(user) or leads(user, case.unit_id)


_RIGHTS = {
    Verb.RECEIVE: lambda user, case: is_intake_officer(user),
    Verb.CLASSIFY: lambda user, case: is_intake_officer(user),
    Verb.REJECT: lambda user, case: is_intake_officer(user),
    Verb.TRANSFER: lambda user, case: is_intake_officer(user),
    Verb.DISPATCH: lambda user, case: is_intake_officer(user),
    Verb.REQUEST_SUPPLEMENT: _may_ask_for_supplement,
    Verb.SUPPLEMENT: _may_ask_for_supplement,
    Verb.ASSIGN: lambda user, case: leads(user, case.unit_id),
    Verb.RETURN_CASE: lambda user, case: leads(user, case.unit_id),
    Verb.COMPOSE: is_handler_of,
    Verb.REOPEN: _may_reopen,
    Verb.CHANGE_SECRET: _may_change_secret,
}


def has_right(user: Any, verb: Verb, case: Case) -> bool:
    """Tell whether the officer's posts give the right to the verb, whatever state the case is in."""
    right = _RIGHTS.get(verb)
    return bool(right and right(user, case))


def may(user: Any, verb: Verb, case: Case) -> bool:
    """Tell whether the officer may use the verb on the case now."""
    return case.state in STEPS[verb].sources and has_right(user, verb, case)
