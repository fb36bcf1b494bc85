"""Wagtail's groups as a mirror of the posts: one group a role, members are who holds the post today."""

from django.contrib.auth.models import Group
from django.db import transaction

from ministry.models import Post, Role, User

# The roles whose holders work in the admin on pages; the others meet only what their sections register.
GROUP_NAMES = {role: role.label for role in Role}


def group_for(role: Role) -> Group:
    return Group.objects.get_or_create(name=GROUP_NAMES[role])[0]


def mirror_posts(user: User) -> None:
    """Put the officer into the groups of the posts held today, and out of those no longer held."""
    held = set(Post.objects.current().filter(user=user).values_list("role", flat=True))
    with transaction.atomic():
        mirrored = Group.objects.filter(name__in=GROUP_NAMES.values())
        user.groups.remove(*mirrored.exclude(name__in=[GROUP_NAMES[Role(role)] for role in held]))
        user.groups.add(*(group_for(Role(role)) for role in held))


def mirror_all_posts() -> None:
    """Mirror every officer's posts; run daily, since posts begin and end by their dates."""
    for user in User.objects.filter(posts__isnull=False).distinct():
        mirror_posts(user)
