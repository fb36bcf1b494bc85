"""The portal's own image and document models, set before the first migration because they are dear to change."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import QuerySet
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, Image
from wagtail.models import Page, ReferenceIndex


class PortalImage(AbstractImage):
    """A picture for pages of the portal, with the text that stands for it."""

    admin_form_fields = Image.admin_form_fields

    def generate_rendition_file(self, filter: Filter, *, source: Any = None) -> "ContentFile[bytes]":
        # Wagtail would leave the temporary file open in which it draws.
        with super().generate_rendition_file(filter, source=source) as drawn:
            drawn.seek(0)
            return ContentFile(drawn.read(), name=drawn.name)


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"),
        ]


class PortalDocument(AbstractDocument):
    """A file that pages of the portal give to the public; files of citizens are never kept here."""

    admin_form_fields = Document.admin_form_fields

    def clean(self) -> None:
        super().clean()
        self._refuse_another_file()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_another_file()
        super().save(*args, **kwargs)

    def _refuse_another_file(self) -> None:
        """Refuse to put another file in the place of one that may have been approved with its page."""
        known = type(self).objects.filter(pk=self.pk).values_list("file", flat=True).first() if self.pk else None
        if known is not None and self.file.name != known:
            raise ValidationError({"file": "Tệp đã tải lên không thay được. Xin tải lên một tệp mới."})

    def is_public(self) -> bool:
        """Tell whether a live page refers to this file; a file of drafts alone is nobody's but the staff's."""
        return self.live_pages().exists()

    def text_note(self) -> str:
        """Return what the staff should know of the text inside, "" when nothing or when nobody asked for it."""
        inside = getattr(self, "inside", None)
        return inside.told() if inside else ""

    def live_pages(self) -> "QuerySet[Page]":
        """Return the live pages that refer to this file."""
        page_ids = [
            reference.object_id
            for reference in ReferenceIndex.get_references_to(self)
            if issubclass(reference.base_content_type.model_class() or object, Page)
        ]
        return Page.objects.live().filter(pk__in=page_ids)
