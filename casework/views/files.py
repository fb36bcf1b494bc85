"""Files of senders, given to the officers of the case and back to its sender; never opened in the portal's pages."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from base import limits
from base.private_download import given
from base.public_posts import public_post
from casework import permissions
from casework.forms import FollowForm
from casework.models import Attachment
from casework.views.desk import case_for
from casework.views.follow import find_case, not_found


@require_safe
def case_file(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """Give an officer a file of the case, for saving."""
    file = _file_for(request, number, pk)
    return given(file.path, file.name, file.content_type)


@require_safe
def case_file_preview(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """Give an officer the small copy of a picture, which the portal drew itself."""
    file = _file_for(request, number, pk)
    if not file.is_image:
        raise Http404
    return given(file.preview_path, "xem-nhanh.jpg", "image/jpeg")


@public_post
@require_POST
@limits.limited("following")
def own_file(request: HttpRequest) -> HttpResponseBase:
    """Give the sender back a file of the case that number and secret open."""
    form = FollowForm(request.POST)
    case = find_case(form.cleaned_data["number"], form.cleaned_data["secret"]) if form.is_valid() else None
    wanted = request.POST.get("file", "")
    file = case.files.filter(pk=int(wanted)).first() if case and _is_key(wanted) else None
    if file is None or not file.is_there:
        return not_found(request, form)
    return given(file.path, file.name, file.content_type)


def _file_for(request: HttpRequest, number: str, pk: int) -> Attachment:
    file = get_object_or_404(case_for(request, number).files, pk=pk)
    if not permissions.may_open_file(request.user, file):
        raise Http404
    return file


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
