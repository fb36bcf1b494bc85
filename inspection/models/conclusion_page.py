"""The public edition of a conclusion."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.api import APIField
from wagtail.models import WorkflowState
from wagtail.search import index

from base.models import NumberedPage
from base.permissions import PageTester
from inspection.conclusion_form import ConclusionPageForm
from inspection.testers import ConclusionTester
from ministry.models import PolicyField, Role, Unit, check_approving_roles

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from inspection.models.conclusion_parts import ConclusionFile, InspectedEntity, Redaction, Violation
    from inspection.models.originals import RestrictedOriginal
    from inspection.models.publication import OtherPublication, PublicationSpell
    from inspection.models.requirements import ConclusionRequirement
    from inspection.models.withdrawal import Withdrawal


class ConclusionKind(models.TextChoices):
    CONCLUSION = "conclusion", "Kết luận thanh tra"
    NOTICE = "conclusion_notice", "Thông báo kết luận thanh tra"


class InspectionForm(models.TextChoices):
    PLANNED = "planned", "theo kế hoạch"
    UNANNOUNCED = "unannounced", "đột xuất"


class InspectionConclusionPage(NumberedPage):
    """A conclusion, or the notice of one, as the public reads it (domain.md, D.2)."""

    room = "/ket-luan-thanh-tra/"
    sequence = "inspection-conclusion"
    slug_without_letters = "ket-luan"
    # Who prepares pages of this type, and who has approved whatever is published.
    writing_roles = frozenset({Role.INSPECTOR, Role.UNIT_LEADER})
    approving_roles = frozenset({Role.UNIT_LEADER, Role.EDITOR})

    kind = models.CharField("loại", max_length=20, choices=ConclusionKind.choices, default=ConclusionKind.CONCLUSION)
    doc_number = models.CharField("số, ký hiệu", max_length=60, db_index=True, help_text="Ví dụ: 45/KL-TTr")
    issued_on = models.DateField("ngày ký", db_index=True)
    issuing_agency = models.CharField("cơ quan ban hành", max_length=200)
    signer = models.CharField("người ký", max_length=120, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=120, blank=True)
    unit = models.ForeignKey(Unit, verbose_name="đơn vị phụ trách", on_delete=models.PROTECT, related_name="+")
    field = models.ForeignKey(PolicyField, verbose_name="lĩnh vực chính", on_delete=models.PROTECT, related_name="+")
    other_fields = ParentalManyToManyField(PolicyField, verbose_name="lĩnh vực khác", blank=True, related_name="+")
    inspection_form = models.CharField(
        "hình thức thanh tra", max_length=20, choices=InspectionForm.choices, default=InspectionForm.PLANNED
    )
    decision_number = models.CharField("quyết định thanh tra số", max_length=60, blank=True)
    decision_on = models.DateField("ngày quyết định thanh tra", null=True, blank=True)
    period_from = models.DateField("thời kỳ thanh tra từ", null=True, blank=True)
    period_to = models.DateField("thời kỳ thanh tra đến", null=True, blank=True)
    summary = models.TextField("tóm tắt", help_text="Thanh tra việc gì, kết quả ra sao, yêu cầu gì: đọc là hiểu.")
    without_file_reason = models.CharField(
        "lý do chưa có tệp công khai", max_length=300, blank=True, help_text="Chỉ ghi khi không có tệp nào."
    )

    if TYPE_CHECKING:
        entities: RelatedManager["InspectedEntity"]
        violations: RelatedManager["Violation"]
        conclusion_files: RelatedManager["ConclusionFile"]
        redactions: RelatedManager["Redaction"]
        requirements: RelatedManager["ConclusionRequirement"]
        originals: RelatedManager["RestrictedOriginal"]
        spells: RelatedManager["PublicationSpell"]
        other_publications: RelatedManager["OtherPublication"]
        withdrawals: RelatedManager["Withdrawal"]

    content_panels = [
        FieldPanel("title", heading="Tên kết luận"),
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("doc_number"), FieldPanel("issued_on")]),
                FieldPanel("issuing_agency"),
                FieldRowPanel([FieldPanel("signer"), FieldPanel("signer_title")]),
                FieldPanel("unit"),
            ],
            heading="Văn bản",
        ),
        MultiFieldPanel(
            [
                FieldPanel("inspection_form"),
                FieldRowPanel([FieldPanel("decision_number"), FieldPanel("decision_on")]),
                FieldRowPanel([FieldPanel("period_from"), FieldPanel("period_to")]),
                FieldPanel("field"),
                FieldPanel("other_fields"),
            ],
            heading="Cuộc thanh tra",
        ),
        InlinePanel("entities", heading="Đối tượng thanh tra", label="Đối tượng", min_num=1),
        FieldPanel("summary"),
        InlinePanel("violations", heading="Vi phạm", label="Vi phạm"),
        InlinePanel("conclusion_files", heading="Tệp công khai (bản đã che phần không công khai)", label="Tệp"),
        FieldPanel("without_file_reason"),
        InlinePanel("redactions", heading="Phần không công khai", label="Phần"),
    ]
    promote_panels = [FieldPanel("slug"), FieldPanel("search_description")]
    settings_panels = [PublishingPanel()]
    base_form_class = ConclusionPageForm

    search_fields = [
        *NumberedPage.search_fields,
        index.SearchField("doc_number"),
        index.SearchField("summary"),
        index.FilterField("field"),
        index.FilterField("unit"),
    ]
    api_fields = [
        APIField(name)
        for name in (
            "number",
            "kind",
            "doc_number",
            "issued_on",
            "issuing_agency",
            "signer",
            "signer_title",
            "unit",
            "field",
            "other_fields",
            "inspection_form",
            "decision_number",
            "decision_on",
            "period_from",
            "period_to",
            "summary",
            "without_file_reason",
            "entities",
            "violations",
        )
    ]

    parent_page_types = ["inspection.InspectionIndexPage"]
    subpage_types: list[str] = []
    template = "inspection/inspection_conclusion_page.html"

    class Meta:
        verbose_name = "kết luận thanh tra"
        verbose_name_plural = "kết luận thanh tra"
        indexes = [
            models.Index(fields=["-issued_on", "-page_ptr"], name="conclusions_newest"),
            models.Index(fields=["field", "-issued_on", "-page_ptr"], name="conclusions_by_field"),
        ]

    @classmethod
    def public(cls) -> "QuerySet[InspectionConclusionPage]":
        """Return what a stranger may read."""
        return cls.objects.live()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from inspection.reading import conclusion_context  # the page's read side knows this model

        return super().get_context(request, *args, **kwargs) | conclusion_context(self)

    def permissions_for_user(self, user: Any) -> PageTester:
        return ConclusionTester(user, self)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        return super().with_content_json(content | {"expire_at": None})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.expire_at = None  # none expires by itself; inspection/signals.py looks at what leaves the portal
        super().save(*args, **kwargs)

    def on_approved(self, workflow_state: WorkflowState, user: Any) -> None:
        """Publish the revision that the head of inspection and an editor approved."""
        from inspection.redactions import require_clean  # it knows models that know this one

        with transaction.atomic():
            revision = self.approved_revision(workflow_state)
            check_approving_roles(workflow_state, revision, self.approving_roles)
            require_clean(revision.as_object())
            super().on_approved(workflow_state, user)
