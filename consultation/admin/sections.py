"""What an officer can do with one consultation: the screens of the section, each registered by its own module."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from consultation.models import ConsultationPage


@dataclass(frozen=True, slots=True)
class Section:
    """A screen of a consultation: its name in the row of links, its address by the page's key, and for whom it is."""

    label: str
    route: str
    may: Callable[[Any, ConsultationPage], bool]
    order: int = 100


_sections: list[Section] = []


def register(section: Section) -> None:
    """Let a screen stand in the row of links of every consultation."""
    if section not in _sections:
        _sections.append(section)
        _sections.sort(key=lambda each: each.order)


def offered(user: Any, consultation: ConsultationPage) -> list[dict[str, str]]:
    """Return the links of the screens that the officer may open."""
    return [
        {"label": each.label, "url": reverse(each.route, args=[consultation.pk]), "route": each.route}
        for each in _sections
        if each.may(user, consultation)
    ]
