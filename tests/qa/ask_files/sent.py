"""What chị Hoa sends with her question, and where it lies."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings as SettingsWrapper

from casework.models import Attachment
from tests.qa.ask.asker import Asker
from tests.uploads import samples

PDF = ("Quyết định nghỉ việc.pdf", samples.pdf())
PHOTO = ("IMG_0001.JPG", samples.photograph())


def upload(*given: tuple[str, bytes]) -> dict[str, Any]:
    """Files as a browser sends them."""
    return {"files": [SimpleUploadedFile(name, content) for name, content in given]}


def names(asker: Asker) -> list[str]:
    return [file.name for file in Attachment.objects.of_draft(asker.token)]


def on_disk(settings: SettingsWrapper) -> list[Path]:
    return sorted(path for path in Path(settings.UPLOADS_DIR).glob("*/*") if path.is_file())
