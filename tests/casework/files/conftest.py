"""Files on a case."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings as SettingsWrapper

from casework import files
from casework.models import Attachment, Case
from tests.casework.files.opening import Attach
from tests.uploads import samples


@pytest.fixture
def attach(settings: SettingsWrapper) -> Attach:
    """Return a way to put a file on a case, as its sender does."""

    def put(case: Case, name: str = "Quyết định “nghỉ việc”.pdf", content: bytes = b"") -> Attachment:
        given = SimpleUploadedFile(name, content or samples.pdf())
        assert files.take(case.token, [given], Case.objects.filter(pk=case.pk)) == []
        files.hand_in(case)
        return Attachment.objects.latest("pk")

    return put
