"""The file part of a form whose files become a case's (base/put_up.py). It works without JavaScript."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from base.put_up import Posted, RefusedFile
from casework import files
from casework.models import Case

__all__ = ["Posted", "shown", "take_posted"]


def take_posted(request: HttpRequest, draft: uuid.UUID, owner: QuerySet[Any]) -> Posted:
    """Take the files that came with a form, whichever button was pressed, and take away the one whose button it was."""
    return files.place(draft, owner).take_posted(request)


def shown(draft: uuid.UUID, refused: Sequence[RefusedFile] = ()) -> dict[str, Any]:
    """Return what templates/includes/files.html shows."""
    return files.place(draft, Case.objects.none()).shown(refused)
