"""What the descriptions of all rooms' APIs have alike: texts that can be read, and what is answered to others."""

from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Schema

from base.paging import OLDER

Text = Annotated[str, Query(pattern=r"^[^\x00]*$")]


class Refusal(Schema):
    """Why there is no answer."""

    detail: str


class WrongValue(Schema):
    loc: list[str | int]
    msg: str
    type: str


class WrongValues(Schema):
    """What was given that cannot be read, one by one."""

    detail: list[WrongValue]


# 400 is base.middleware.RefuseBrokenText's answer to a text that no database could keep.
REFUSALS = {400: Refusal, 422: WrongValues}


def next_address(request: HttpRequest, address: str, older: dict[str, str]) -> str:
    """Return where a program finds the page of a list after this one, "" behind the last; `after` names its key."""
    if not older:
        return ""
    query = request.GET.copy()
    query["after"] = older[OLDER]
    return f"{settings.PORTAL_BASE_URL}{address}?{query.urlencode()}"
