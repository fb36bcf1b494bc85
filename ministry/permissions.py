"""Who is who, as sentences. Posts are asked at every check; Wagtail's groups only mirror them."""

import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from base.permissions import is_signed_in

if TYPE_CHECKING:
    from ministry.models.posts import Post, Role


def posts_of(user: Any) -> "list[Post]":
    """Return the posts that the officer holds today; read once for each day and user object."""
    if not is_signed_in(user):
        return []
    today = timezone.localdate()
    cached: tuple[datetime.date, list[Post]] | None = user.__dict__.get("_posts")
    if cached is None or cached[0] != today:
        cached = user.__dict__["_posts"] = (today, list(user.posts.valid_on(today).select_related("unit")))
    return [post for post in cached[1] if post.unit.is_valid_on(today)]


def holds(user: Any, role: "Role", unit_id: int | None = None) -> bool:
    """Tell whether the officer holds the post today, in the unit if one is given."""
    return any(post.role == role and unit_id in (None, post.unit_id) for post in posts_of(user))


def is_intake_officer(user: Any) -> bool:
    return holds(user, _role().INTAKE_OFFICER)


def is_editor(user: Any) -> bool:
    return holds(user, _role().EDITOR)


def is_administrator(user: Any) -> bool:
    return holds(user, _role().ADMINISTRATOR)


def leads(user: Any, unit_id: int | None) -> bool:
    return unit_id is not None and holds(user, _role().UNIT_LEADER, unit_id)


def handles_for(user: Any, unit_id: int | None) -> bool:
    return unit_id is not None and holds(user, _role().HANDLER, unit_id)


def unit_ids_answered_for(user: Any) -> set[int]:
    """Return the units for which the officer handles cases or leads."""
    return {post.unit_id for post in posts_of(user) if post.role in (_role().HANDLER, _role().UNIT_LEADER)}


def unit_ids_writing(user: Any, page_model: type) -> set[int]:
    """Return the units for which the officer prepares pages of this type, by the posts that the type names."""
    roles = getattr(page_model, "writing_roles", None) or {_role().HANDLER, _role().UNIT_LEADER}
    return {post.unit_id for post in posts_of(user) if post.role in roles}


def unit_ids_led(user: Any) -> set[int]:
    return {post.unit_id for post in posts_of(user) if post.role == _role().UNIT_LEADER}


def unit_in_force(page: Any) -> int | None:
    """Return the unit that answers for the page as it stands in the database, whatever a draft may say."""
    if "known_unit" in page.__dict__:  # a list has read it with its rows (ministry.explorer)
        return page.known_unit
    model = page.specific_class
    if not hasattr(model, "unit"):
        return None
    return model.objects.filter(pk=page.pk).values_list("unit_id", flat=True).first()


def _role() -> "type[Role]":
    from ministry.models.posts import Role  # models of this app import this module

    return Role
