"""What chị Hoài does with a draft's file, as functions; the stories call them by name."""

import re
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from consultation.importing.corrections import Reading, reading
from consultation.models import ConsultationPage, DraftDocument, DraftImport
from ministry.models import User
from tests.consultation.steps import FIRST_TEXT

Officer = Callable[[User], Client]


def upload(
    desk: Client,
    page: ConsultationPage,
    content: str | bytes = FIRST_TEXT,
    name: str = "du-thao.md",
    label: str = "Bản A",
) -> Any:
    """Send a file as the form does; return the answer."""
    body = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, body)
    return desk.post(reverse("drafts_admin:bring_in", args=[page.pk]), {"label": label, "file": file})


def bring_in_file(
    desk: Client, page: ConsultationPage, content: str | bytes = FIRST_TEXT, label: str = "Bản A"
) -> DraftImport:
    """Send a file that is taken; return what was made of it."""
    response = upload(desk, page, content, label=label)
    assert response.status_code == 302, shown(response)
    return DraftImport.objects.latest("pk")


def address(draft: DraftImport, name: str, *more: int) -> str:
    return reverse(f"drafts_admin:{name}", args=[draft.consultation_id, draft.pk, *more])


def address_of(document: DraftDocument, name: str) -> str:
    return reverse(f"drafts_admin:{name}", args=[document.consultation_id, document.pk])


def lines_of(draft: DraftImport) -> Reading:
    return reading(DraftImport.objects.get(pk=draft.pk))


def find(draft: DraftImport, words: str) -> int:
    """Return the place of the first line that has these words."""
    return next(at for at, line in enumerate(lines_of(draft).lines) if words in line.whole)


def press(desk: Client, draft: DraftImport, verb: str, at: int) -> Any:
    """Press one of the buttons of a list."""
    do = f"{verb} {at} {lines_of(draft).digest(at)}"
    return desk.post(address(draft, "correct"), {"do": do, "from": "stretch"})


def change(desk: Client, draft: DraftImport, at: int, **typed: str) -> Any:
    """Open a line's screen, change what is named, and save it."""
    form = desk.get(address(draft, "line", at)).context["form"].initial
    given = form | typed | {"digest": typed.get("digest") or lines_of(draft).digest(at)}
    return desk.post(address(draft, "line", at), given)


def save(desk: Client, draft: DraftImport) -> DraftDocument:
    """Save an import as it is now."""
    response = desk.post(address(draft, "save"), {"last": lines_of(draft).last})
    assert response.status_code == 302
    document = DraftImport.objects.get(pk=draft.pk).document
    assert document is not None, told(desk, draft.consultation)
    return document


def confirm(desk: Client, document: DraftDocument) -> None:
    """Confirm the table as it is shown now."""
    digest = desk.get(address_of(document, "compared")).context["digest"]
    assert desk.post(address_of(document, "confirm"), {"digest": digest}).status_code == 302


def told(desk: Client, page: ConsultationPage) -> str:
    """Return the messages that wait for the officer."""
    response: Any = desk.get(reverse("drafts_admin:list", args=[page.pk]))
    return " ".join(str(each) for each in response.context["messages"])


def shown(response: Any) -> str:
    """Return what a screen says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
