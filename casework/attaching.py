"""The file part of a public form: what was posted with it, and what it shows. It works without JavaScript."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from base.uploads.kinds import ACCEPT
from casework import files
from casework.files import RefusedFile
from casework.models import Attachment

ADD, REMOVE = "add-files", "remove-"


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of the files of a post: those refused, and whether the sender is still busy with files."""

    refused: list[RefusedFile] = field(default_factory=list)
    is_busy: bool = False


def take_posted(request: HttpRequest, draft: uuid.UUID, owner: QuerySet[Any]) -> Posted:
    """Take the files that came with a form, whichever button was pressed, and take away the one whose button it was."""
    go = request.POST.get("go", "")
    if go.startswith(REMOVE):
        files.remove(draft, go.removeprefix(REMOVE))
    refused = files.take(draft, request.FILES.getlist("files"), owner)
    return Posted(refused, bool(refused) or go == ADD or go.startswith(REMOVE))


def shown(draft: uuid.UUID, refused: Sequence[RefusedFile] = ()) -> dict[str, Any]:
    """Return what templates/includes/files.html shows."""
    put_up = list(Attachment.objects.of_draft(draft))
    return {
        "files": put_up,
        "refused_files": refused,
        "max_files": settings.UPLOAD_MAX_FILES,
        "max_mb": settings.UPLOAD_MAX_MB,
        "room_for_files": settings.UPLOAD_MAX_FILES - len(put_up),
        "accept": ACCEPT,
    }
