"""What an officer may do with a conclusion beside writing it, and with what became of it, as sentences.

Inspectors and the head of the unit that answers for the conclusion follow it up; editors read. Posts are asked at every
check.
"""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from inspection.models.conclusion_page import InspectionConclusionPage
from inspection.models.requirements import ConclusionRequirement
from inspection.models.withdrawal import Withdrawal
from inspection.states import FIRST, FollowUpVerb, leads_on
from ministry.models import Post, Role
from ministry.permissions import (
    holds,
    is_editor,
    leads,
    posts_of,
    unit_ids_led,
    unit_ids_writing,
    unit_in_force,
)

# What ends the follow-up, takes it up again, gives time or changes money that was reported.
HEADS_VERBS = frozenset(
    {
        FollowUpVerb.CORRECT,
        FollowUpVerb.MARK_DONE,
        FollowUpVerb.MARK_CANNOT_DO,
        FollowUpVerb.POSTPONE,
        FollowUpVerb.REOPEN,
    }
)


def follows_up(user: Any, unit_id: int | None) -> bool:
    """Tell whether the officer inspects for the unit, or heads it, today."""
    return unit_id is not None and (holds(user, Role.INSPECTOR, unit_id) or leads(user, unit_id))


def follows_up_anywhere(user: Any) -> bool:
    """Tell whether there is a unit whose conclusions the officer follows up."""
    return holds(user, Role.INSPECTOR) or bool(unit_ids_led(user))


def reads_all(user: Any) -> bool:
    """Tell whether the officer reads every unit's conclusions and what became of them."""
    return bool(user.is_active and (user.is_superuser or is_editor(user)))


def units_inspected_by(user: Any) -> set[int]:
    """Return the units for which the officer inspects, or heads those who do."""
    inspecting = {post.unit_id for post in posts_of(user) if post.role == Role.INSPECTOR}
    heading = unit_ids_led(user) - inspecting
    if heading:
        posts = Post.objects.current().filter(role=Role.INSPECTOR, unit_id__in=heading)
        inspecting |= {*posts.values_list("unit_id", flat=True)}
    return inspecting


def may_enter(user: Any) -> bool:
    """The sections of the inspection are for editors, inspectors, and heads of units in which somebody inspects."""
    return reads_all(user) or bool(units_inspected_by(user))


def inspects(user: Any, page: InspectionConclusionPage) -> bool:
    """The inspectors and the head of the page's unit, whatever a draft may say of the unit; nobody else."""
    return follows_up(user, unit_in_force(page))


def may_see(user: Any, page: InspectionConclusionPage) -> bool:
    return reads_all(user) or inspects(user, page)


def may_note_publication(user: Any, page: InspectionConclusionPage) -> bool:
    return inspects(user, page)


def may_open_original(user: Any, page: InspectionConclusionPage) -> bool:
    """The full text is for those who inspect; editors, administrators and superusers do not open it."""
    return inspects(user, page)


def may_withdraw(user: Any, page: InspectionConclusionPage) -> bool:
    """An editor takes down what is live; who wrote or approved it does not."""
    return bool(page.live and reads_all(user))


def is_withdrawn(page: InspectionConclusionPage) -> bool:
    return Withdrawal.objects.filter(page=page, ended_at=None).exists()


def may_read(user: Any, page: InspectionConclusionPage) -> bool:
    """Tell whether the officer meets the conclusion in the registers, and what became of it."""
    return reads_all(user) or (follows_up(user, page.unit_id) and may_enter(user))


def pages_seen_by(user: Any, pages: "QuerySet[InspectionConclusionPage]") -> "QuerySet[InspectionConclusionPage]":
    """Keep the conclusions that the officer meets in lists; the same as the page policy, by the index of units."""
    if reads_all(user):
        return pages
    return pages.filter(unit_id__in=unit_ids_writing(user, InspectionConclusionPage))


def requirements_seen_by(
    user: Any, requirements: "QuerySet[ConclusionRequirement]"
) -> "QuerySet[ConclusionRequirement]":
    if reads_all(user):
        return requirements
    mine = pages_seen_by(user, InspectionConclusionPage.objects.filter(pk=OuterRef("page")))
    # Asked of each row, so that a list goes along its own index instead of beginning with every page of the unit.
    return requirements.filter(Exists(mine.order_by()))


def units_seen_by(user: Any) -> set[int] | None:
    """Return the units whose conclusions the officer meets; None: every unit's."""
    return None if reads_all(user) else {post.unit_id for post in posts_of(user)}


def may_add(user: Any, page: InspectionConclusionPage) -> bool:
    """Inspectors and the head write requirements down and change them, of a live conclusion too.

    Of a live one the public reads them at once, with no approval between; so the head hears of each (notices.py).
    """
    return follows_up(user, page.unit_id)


def may_open_to_public(user: Any, requirement: ConclusionRequirement) -> bool:
    """Only the head lets the public read what was withheld of a live conclusion."""
    page = requirement.page
    return leads(user, page.unit_id) or (not page.live and follows_up(user, page.unit_id))


def has_right(user: Any, verb: FollowUpVerb, requirement: ConclusionRequirement) -> bool:
    """Tell whether the officer's posts give the right to the verb, whatever became of the requirement."""
    unit_id = requirement.page.unit_id
    return leads(user, unit_id) if verb in HEADS_VERBS else follows_up(user, unit_id)


def may(user: Any, verb: FollowUpVerb, requirement: ConclusionRequirement) -> bool:
    """Tell whether the officer may use the verb on the requirement now."""
    return leads_on(verb, requirement.status, requirement.step, requirement.not_yet_compulsory) and has_right(
        user, verb, requirement
    )


def may_delete(user: Any, requirement: ConclusionRequirement) -> bool:
    """The head takes away what was written by mistake, before the public has read it and before anything was done."""
    untouched = (requirement.status, requirement.step) == FIRST and not requirement.amount_done
    return untouched and requirement.page.first_published_at is None and leads(user, requirement.page.unit_id)
