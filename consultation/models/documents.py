"""A draft's text as a tree of provisions, one row each. A document is never changed: a new version is a new one."""

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from base.models.stored import StoredFile
from base.uploads.kinds import KINDS, TEXT
from consultation.comparing.links import Kind
from consultation.structure.nodes import Level

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

KEY_LENGTH = 250
# Told to people by structure.labels.named.
LEVELS = [(level.value, level.value) for level in Level]


class DraftDocument(models.Model):
    """One text of a draft. It gets its ordinal on the day an approved page publishes it; until then nobody sees it."""

    consultation = models.ForeignKey(
        "consultation.ConsultationPage",
        verbose_name="đợt lấy ý kiến",
        on_delete=models.CASCADE,
        related_name="documents",
    )
    previous = models.ForeignKey(
        "self", verbose_name="bản trước", on_delete=models.RESTRICT, null=True, blank=True, related_name="followers"
    )
    label = models.CharField("tên bản", max_length=80, help_text="Ví dụ: Dự thảo 2, ngày 21/10/2026")
    title = models.TextField("tên văn bản", blank=True)
    preamble = models.TextField("căn cứ ban hành", blank=True)
    closing = models.TextField("phần cuối", blank=True)
    ordinal = models.PositiveSmallIntegerField("bản số", null=True, editable=False)
    published_at = models.DateTimeField("công bố lúc", null=True, editable=False)
    lineage_confirmed_at = models.DateTimeField("xác nhận đối chiếu lúc", null=True, editable=False)
    lineage_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField("nhập lúc", default=timezone.now)

    if TYPE_CHECKING:
        nodes: RelatedManager["DraftNode"]
        links: RelatedManager["VersionLink"]

    class Meta:
        verbose_name = "bản dự thảo"
        verbose_name_plural = "bản dự thảo"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "ordinal"], name="one_document_an_ordinal"),
            models.CheckConstraint(
                condition=Q(ordinal=None, published_at=None) | Q(ordinal__gte=1, published_at__isnull=False),
                name="a_published_document_has_an_ordinal",
            ),
        ]

    def __str__(self) -> str:
        return self.label


def without_deleted_text(content: dict[str, Any], current_id: int | None) -> dict[str, Any]:
    """Return what a revision of a page holds; an earlier one may name a text that was deleted before anybody saw it."""
    chosen = content.get("document")
    if chosen is None or chosen == current_id or DraftDocument.objects.filter(pk=chosen).exists():
        return content
    return content | {"document": None}


class DraftNode(models.Model):
    """One provision of a document (consultation.structure.nodes.Node).

    `key` is its address in this version (structure.addresses); `provision` lasts through the versions: the main heir
    of a provision has it too. `parent_key` is "" at the top.
    """

    document = models.ForeignKey(DraftDocument, on_delete=models.CASCADE, related_name="nodes")
    key = models.CharField(max_length=KEY_LENGTH)
    parent_key = models.CharField(max_length=KEY_LENGTH, blank=True)
    provision = models.UUIDField(default=uuid.uuid4)
    order = models.PositiveIntegerField()
    level = models.CharField(max_length=20, choices=LEVELS)
    number = models.CharField("số", max_length=200, blank=True)
    heading = models.TextField("tên", blank=True)
    text = models.TextField("nội dung", blank=True)

    class Meta:
        verbose_name = "điều, khoản, điểm"
        verbose_name_plural = "điều, khoản, điểm"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="one_node_a_key"),
            models.UniqueConstraint(fields=["document", "provision"], name="one_node_a_provision"),
            models.UniqueConstraint(fields=["document", "order"], name="one_node_a_place"),
        ]

    def __str__(self) -> str:
        return self.key


class VersionLink(models.Model):
    """What became of provisions of the previous document (comparing.links.Link), as proposed or as confirmed."""

    document = models.ForeignKey(DraftDocument, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField("kết quả", max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    old = models.JSONField(default=list)
    new = models.JSONField(default=list)
    confidence = models.FloatField(default=1.0)
    reworded = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    order = models.PositiveIntegerField()

    class Meta:
        verbose_name = "đối chiếu"
        verbose_name_plural = "đối chiếu"
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.old} → {self.new}"


class DraftImport(StoredFile):
    """A file that is being read into a document: what was read, and what the drafter corrected, until it is saved.

    `lines` is what was read (structure.lines.to_rows) and stays as it was; `corrections` are put over it, each a list
    of steps with an id of its own (importing.corrections). `document` is what it was saved as.
    """

    kind = models.CharField("loại", max_length=10, choices=[(kind.name, kind.label) for kind in (KINDS["docx"], TEXT)])
    consultation = models.ForeignKey("consultation.ConsultationPage", on_delete=models.CASCADE, related_name="imports")
    label = models.CharField("tên bản", max_length=80)
    lines = models.JSONField(default=list)
    corrections = models.JSONField(default=list)
    document = models.OneToOneField(
        DraftDocument, on_delete=models.SET_NULL, null=True, editable=False, related_name="source"
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "lần nhập dự thảo"
        verbose_name_plural = "lần nhập dự thảo"
        ordering = ["-pk"]
