"""What goes with a draft that is deleted is told before; what was public is never deleted (inspection/signals.py)."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from inspection.models import ConclusionRequirement, RestrictedOriginal

ONE_BY_ONE = "Có kết luận kèm yêu cầu, kiến nghị hoặc bản gốc. Xin xóa từng trang một để thấy những gì mất theo."


def tell_what_goes(request: HttpRequest, page: Page) -> None:
    """Say on Wagtail's page of confirmation how much hangs on a conclusion."""
    requirements, originals = _kept_beside([page.pk])
    parts = [f"{requirements} yêu cầu, kiến nghị"] if requirements else []
    parts += [f"{originals} bản gốc"] if originals else []
    if parts and request.method != "POST":
        messages.warning(request, f"Xóa trang này là xóa luôn {' và '.join(parts)} của kết luận, không lấy lại được.")


def one_by_one(request: HttpRequest, action: str, pages: Sequence[Any], *args: Any) -> HttpResponse | None:
    """Send whoever deletes many pages at once back, when more would go than the list tells."""
    if action != "delete" or not all(isinstance(page, Page) for page in pages):
        return None
    if not any(_kept_beside([page.pk for page in pages])):
        return None
    messages.error(request, ONE_BY_ONE)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


def _kept_beside(keys: Sequence[int]) -> tuple[int, int]:
    requirements = ConclusionRequirement.objects.filter(page__in=keys).count()
    return requirements, RestrictedOriginal.objects.filter(page__in=keys).count()
