"""What the descriptions of all rooms' APIs have alike: texts that can be read, and what is answered to others."""

from typing import Annotated

from ninja import Query, Schema

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
