"""What an officer may do with a conclusion beside writing it, as sentences."""

from typing import Any

from wagtail.models import Page
from wagtail.permissions import policy_registry

from inspection.models.conclusion_page import InspectionConclusionPage
from inspection.models.withdrawal import Withdrawal
from ministry import permissions
from ministry.models import Post, Role


def units_inspected_by(user: Any) -> set[int]:
    """Return the units for which the officer inspects, or heads those who do."""
    writing = permissions.unit_ids_writing(user, InspectionConclusionPage)
    inspecting = {post.unit_id for post in permissions.posts_of(user) if post.role == Role.INSPECTOR}
    heading = writing - inspecting
    if heading:
        posts = Post.objects.current().filter(role=Role.INSPECTOR, unit_id__in=heading)
        inspecting |= {*posts.values_list("unit_id", flat=True)}
    return inspecting


def sees_every_unit(user: Any) -> bool:
    """The portal's editors, and superusers, see how publication stands in every unit."""
    return bool(policy_registry.get_by_type(Page).is_editor(user))


def may_enter(user: Any) -> bool:
    """The section "Công khai kết luận" is for inspectors, their heads and the portal's editors."""
    return sees_every_unit(user) or bool(units_inspected_by(user))


def inspects(user: Any, page: InspectionConclusionPage) -> bool:
    """The inspectors and the head of the page's unit, by their posts of today; nobody else."""
    return permissions.unit_in_force(page) in permissions.unit_ids_writing(user, InspectionConclusionPage)


def may_see(user: Any, page: InspectionConclusionPage) -> bool:
    return sees_every_unit(user) or inspects(user, page)


def may_note_publication(user: Any, page: InspectionConclusionPage) -> bool:
    return inspects(user, page)


def may_open_original(user: Any, page: InspectionConclusionPage) -> bool:
    """The full text is for those who inspect; editors, administrators and superusers do not open it."""
    return inspects(user, page)


def may_withdraw(user: Any, page: InspectionConclusionPage) -> bool:
    """An editor takes down what is live; who wrote or approved it does not."""
    return bool(page.live and sees_every_unit(user))


def is_withdrawn(page: InspectionConclusionPage) -> bool:
    return Withdrawal.objects.filter(page=page, ended_at=None).exists()
