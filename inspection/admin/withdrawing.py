"""The form with which an editor takes a conclusion from the portal."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from inspection import permissions, withdrawals
from inspection.admin.forms import WithdrawForm
from inspection.admin.pages import conclusion_for
from inspection.clock import Clock


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then take the page down."""
    page = conclusion_for(request, pk, permissions.may_withdraw)
    early = withdrawals.is_early(page)
    form = WithdrawForm(request.POST if request.method == "POST" else None, early=early)
    if request.method == "POST" and form.is_valid():
        try:
            withdrawals.withdraw(page, request.user, **form.cleaned_data)
        except withdrawals.Refusal as refusal:  # the term was running out while the form was filled in
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã gỡ kết luận {page.doc_number}. Địa chỉ cũ nay báo lý do gỡ.")
            return redirect("inspection_admin:publication", page.pk)
    context = {"page": page, "form": form, "early": early, "reading": Clock().of(page)}
    return TemplateResponse(request, "inspection/admin/withdraw.html", context)
