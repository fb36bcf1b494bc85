"""The form with which the head of the unit gives more time for comments, and the way to it from the consultation."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from base.forms import NOT_A_DAY, LineField
from base.refusals import Refusal
from consultation import permissions
from consultation.deadlines import closes_on
from consultation.models import ConsultationPage
from consultation.procedure.extending import extend
from consultation.states import Progress

LONGEST_REASON = 300


class ExtendForm(forms.Form):
    """The new last day, and why."""

    use_required_attribute = False

    to_on = forms.DateField(
        label="Nhận góp ý đến hết ngày",
        help_text="Ví dụ: 31/12/2026",
        error_messages={"required": "Cần ghi ngày hết hạn mới.", "invalid": NOT_A_DAY},
    )
    reason = LineField(
        label="Lý do gia hạn (ai cũng đọc được)",
        max_length=LONGEST_REASON,
        error_messages={"required": "Cần ghi lý do gia hạn; lý do này được công khai."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def extend_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the day and the reason, then give the time."""
    page = get_object_or_404(ConsultationPage, pk=pk)
    if not permissions.may_extend(request.user, page):
        raise PermissionDenied
    form = ExtendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            extend(page, request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            last = form.cleaned_data["to_on"]
            messages.success(request, f"Đã gia hạn đến hết ngày {last:%d/%m/%Y}. Người đăng ký nhận tin sẽ được báo.")
            return redirect("wagtailadmin_pages:edit", page.pk)
    context = {
        "page": page,
        "form": form,
        "closes_on": closes_on(page),
        "is_open": page.live and page.progress() == Progress.OPEN,
        "extensions": page.extensions.all(),
    }
    return TemplateResponse(request, "consultation/admin/extend.html", context)


@hooks.register("register_admin_urls")
def extending_urls() -> list[URLPattern]:
    return [path("lay-y-kien/<int:pk>/gia-han/", extend_page, name="consultation_extend")]


def may_extend_now(user: Any, consultation: ConsultationPage) -> bool:
    """The head of the unit gives more time while the consultation is public and open."""
    is_open = consultation.live and consultation.progress() == Progress.OPEN
    return is_open and permissions.may_extend(user, consultation)


def buttons(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """Yield the way to the form in the page's menu of actions, for whoever may use it now."""
    if not issubclass(page.specific_class or Page, ConsultationPage):
        return
    consultation = page.specific_deferred
    if may_extend_now(user, consultation):
        yield Button("Gia hạn góp ý", reverse("consultation_extend", args=[page.pk]), icon_name="calendar", priority=70)


hooks.register("register_page_header_buttons", buttons)
hooks.register("register_page_listing_more_buttons", buttons)
