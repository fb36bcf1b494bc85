"""Files of senders, given to the officers of the case and back to its sender; never opened in the portal's pages."""

import logging
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from base import limits
from base.public_posts import public_post
from casework import permissions
from casework.forms import FollowForm
from casework.models import Attachment
from casework.views.desk import case_for
from casework.views.follow import find_case, not_found

log = logging.getLogger(__name__)
# What a browser is told about every file of a stranger: save it, guess nothing, run nothing, keep no copy.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


@require_safe
def case_file(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """Give an officer a file of the case, for saving."""
    file = _file_for(request, number, pk)
    return _given(file.path, file.name, file.content_type)


@require_safe
def case_file_preview(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """Give an officer the small copy of a picture, which the portal drew itself."""
    file = _file_for(request, number, pk)
    if not file.is_image:
        raise Http404
    return _given(file.preview_path, "xem-nhanh.jpg", "image/jpeg")


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
    return _given(file.path, file.name, file.content_type)


def _file_for(request: HttpRequest, number: str, pk: int) -> Attachment:
    file = get_object_or_404(case_for(request, number).files, pk=pk)
    if not permissions.may_open_file(request.user, file):
        raise Http404
    return file


def _given(path: Path, name: str, content_type: str) -> FileResponse:
    try:
        content = path.open("rb")
    except FileNotFoundError as error:
        log.error("a file of a case is not on the disk: %s", path.name)
        raise Http404 from error
    return FileResponse(content, as_attachment=True, filename=name, content_type=content_type, headers=HEADERS)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
