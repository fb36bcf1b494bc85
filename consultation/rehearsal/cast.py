"""Who plays in a rehearsed consultation: one holder of each post that the road asks for."""

from dataclasses import dataclass

from ministry.models import PolicyField, Post, Role, Unit, User


@dataclass(frozen=True, slots=True)
class Cast:
    drafter: User
    head: User
    editor: User
    unit: Unit
    field: PolicyField


def cast_from_posts() -> Cast:
    """Pick officers who hold the posts of the road today.

    Raises:
        LookupError: there is no unit with both a drafter and a head, no editor, or no policy field.
    """
    posts = Post.objects.current().select_related("user", "unit").filter(user__is_active=True).order_by("pk")
    editor = posts.filter(role=Role.EDITOR).first()
    field = PolicyField.objects.current().first()
    for drafter in posts.filter(role=Role.DRAFTER):
        heads = posts.filter(role=Role.UNIT_LEADER, unit=drafter.unit).exclude(user=drafter.user)
        head = heads.first()
        if head and editor and field and editor.user_id not in (head.user_id, drafter.user_id):
            return Cast(drafter.user, head.user, editor.user, drafter.unit, field)
    raise LookupError("No unit has a drafter and a head, beside a portal editor and a field; load the sample content.")
