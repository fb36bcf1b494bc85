"""The portal's own image and document models, set before the first migration because they are dear to change."""

from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page, ReferenceIndex


class PortalImage(AbstractImage):
    """A picture for pages of the portal, with the text that stands for it."""

    admin_form_fields = Image.admin_form_fields


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"),
        ]


class PortalDocument(AbstractDocument):
    """A file that pages of the portal give to the public; files of citizens are never kept here."""

    admin_form_fields = Document.admin_form_fields

    def is_public(self) -> bool:
        """Tell whether a live page refers to this file; a file of drafts alone is nobody's but the staff's."""
        page_ids = [
            reference.object_id
            for reference in ReferenceIndex.get_references_to(self)
            if issubclass(reference.base_content_type.model_class() or object, Page)
        ]
        return Page.objects.live().filter(pk__in=page_ids).exists()
