"""Wagtail's groups as a mirror of the posts: one group a role, members are who holds the post today."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q

from ministry.models import Role, User
from ministry.permissions import posts_of

# The roles whose holders work in the admin on pages; the others meet only what their sections register.
GROUP_NAMES = {role: role.label for role in Role}


def group_for(role: Role) -> Group:
    return Group.objects.get_or_create(name=GROUP_NAMES[role])[0]


def mirror_posts(user: User) -> None:
    """Put the officer into the groups of the posts held today, and out of those no longer held."""
    user.__dict__.pop("_posts", None)
    held = {Role(post.role) for post in posts_of(user)}
    with transaction.atomic():
        mirrored = Group.objects.filter(name__in=GROUP_NAMES.values())
        user.groups.remove(*mirrored.exclude(name__in=[GROUP_NAMES[role] for role in held]))
        user.groups.add(*(group_for(role) for role in held))


def mirror_all_posts() -> None:
    """Mirror the posts of everybody who has or had one; run often, since posts begin and end by their dates."""
    of_the_mirror = Q(groups__name__in=GROUP_NAMES.values())
    for user in User.objects.filter(Q(posts__isnull=False) | of_the_mirror).distinct():
        mirror_posts(user)
