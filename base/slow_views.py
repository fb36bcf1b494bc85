"""Views of the admin that work long before they write."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def opens_transactions_itself(view: View) -> View:
    """Let a view open its transactions itself, when a file was looked at, or two texts were compared."""
    setattr(view, "opens_transactions_itself", True)  # noqa: B010  (site/urls.py asks for it)
    return view
