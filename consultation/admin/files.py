"""Files of contributors, given to the officers of the consultation; never opened in the portal's pages."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from base.private_download import given
from consultation import permissions
from consultation.models import ContributionFile


@require_safe
def file(request: HttpRequest, number: str, file: int) -> HttpResponseBase:
    """Give an officer a file of a contribution, for saving."""
    found = _file_for(request, number, file)
    return given(found.path, found.name, found.content_type)


@require_safe
def preview(request: HttpRequest, number: str, file: int) -> HttpResponseBase:
    """Give an officer the small copy of a picture, which the portal drew itself."""
    found = _file_for(request, number, file)
    if not found.is_image:
        raise Http404
    return given(found.preview_path, "xem-nhanh.jpg", "image/jpeg")


def _file_for(request: HttpRequest, number: str, pk: int) -> ContributionFile:
    files = ContributionFile.objects.select_related("contribution__consultation")
    found = files.filter(pk=pk, contribution__number=number).first()
    if found is None or found.contribution is None or not found.is_passed:
        raise Http404
    if not permissions.may_see_comments(request.user, found.contribution.consultation):
        raise Http404
    return found
