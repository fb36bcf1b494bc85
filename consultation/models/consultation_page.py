"""A draft put to the public: what it is about, how long it is open, and its dossier."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.core.validators import URLValidator
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.api import APIField
from wagtail.models import WorkflowState
from wagtail.search import index

from base.models import NumberedPage
from base.permissions import PageTester
from consultation.consultation_form import ConsultationPageForm
from consultation.models.documents import DraftDocument, without_deleted_text
from consultation.models.rules import DocumentKind, Stage
from consultation.panels import TextsPanel
from consultation.states import Moderation, Progress, progress
from consultation.testers import ConsultationTester
from ministry.models import PolicyField, Role, Unit, check_approving_roles

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from consultation.models.comments import Comment, Contribution
    from consultation.models.consultation_parts import ConsultationQuestion, DossierFile, Extension
    from consultation.models.receptions import CommentGroup, OutcomePage, Reception


class ConsultationPage(NumberedPage):
    """A consultation (đợt lấy ý kiến), as the public reads it (domain.md, C.1 and C.4)."""

    room = "/du-thao/"
    sequence = "consultation"
    slug_without_letters = "du-thao"
    # Who prepares pages of this type, and who has approved whatever is published.
    writing_roles = frozenset({Role.DRAFTER, Role.UNIT_LEADER})
    approving_roles = frozenset({Role.UNIT_LEADER, Role.EDITOR})

    stage = models.CharField("giai đoạn", max_length=20, choices=Stage.choices, default=Stage.DRAFT)
    document_kind = models.CharField(
        "loại văn bản", max_length=20, choices=DocumentKind.choices, default=DocumentKind.CIRCULAR
    )
    shortened = models.BooleanField("trình tự, thủ tục rút gọn", default=False)
    unit = models.ForeignKey(Unit, verbose_name="đơn vị chủ trì soạn thảo", on_delete=models.PROTECT, related_name="+")
    field = models.ForeignKey(PolicyField, verbose_name="lĩnh vực chính", on_delete=models.PROTECT, related_name="+")
    other_fields = ParentalManyToManyField(PolicyField, verbose_name="lĩnh vực khác", blank=True, related_name="+")
    summary = models.TextField("tóm tắt", help_text="Dự thảo quy định gì mới, ai được gì, ai phải làm gì: đọc là hiểu.")
    affected = models.TextField("đối tượng chịu tác động", blank=True)
    scope = models.TextField("phạm vi điều chỉnh", blank=True)
    matters = models.TextField("vấn đề cần xin ý kiến", blank=True)
    starts_on = models.DateField("lấy ý kiến từ ngày", db_index=True)
    ends_on = models.DateField("đến hết ngày")
    moderation = models.CharField("kiểm duyệt", max_length=10, choices=Moderation.choices, default=Moderation.PRE)
    document = models.ForeignKey(
        DraftDocument,
        verbose_name="bản dự thảo công bố",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Nhập tệp dự thảo ở mục “Bản dự thảo” rồi chọn ở đây.",
    )
    promulgated_number = models.CharField("văn bản ban hành: số, ký hiệu", max_length=60, blank=True)
    promulgated_on = models.DateField("ngày ban hành", null=True, blank=True)
    promulgated_url = models.CharField(
        "nơi đọc văn bản ban hành", max_length=500, blank=True, validators=[URLValidator(["https", "http"])]
    )

    # What belongs to the consultation, not to a revision: the last day with its extensions, and the day of the outcome.
    closes_on = models.DateField("hết hạn góp ý", null=True, editable=False, db_index=True)
    concluded_on = models.DateField("ngày công bố kết quả", null=True, editable=False)

    if TYPE_CHECKING:
        documents: RelatedManager[DraftDocument]
        dossier: RelatedManager["DossierFile"]
        questions: RelatedManager["ConsultationQuestion"]
        extensions: RelatedManager["Extension"]
        contributions: RelatedManager["Contribution"]
        comments: RelatedManager["Comment"]
        groups: RelatedManager["CommentGroup"]
        receptions: RelatedManager["Reception"]

    content_panels = [
        FieldPanel("title", heading="Tên dự thảo"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("stage"), FieldPanel("document_kind")]),
                FieldPanel("shortened"),
                FieldPanel("unit"),
                FieldPanel("field"),
                FieldPanel("other_fields"),
            ],
            heading="Dự thảo",
        ),
        MultiFieldPanel(
            [FieldPanel("summary"), FieldPanel("affected"), FieldPanel("scope"), FieldPanel("matters")],
            heading="Nói với người dân",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]), FieldPanel("moderation")],
            heading="Thời gian lấy ý kiến",
        ),
        MultiFieldPanel([TextsPanel(), FieldPanel("document")], heading="Bản dự thảo"),
        InlinePanel("dossier", heading="Hồ sơ kèm theo", label="Tài liệu"),
        InlinePanel("questions", heading="Câu hỏi cho người góp ý", label="Câu hỏi"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("promulgated_number"), FieldPanel("promulgated_on")]),
                FieldPanel("promulgated_url"),
            ],
            heading="Khi đã ban hành",
        ),
    ]
    promote_panels = [FieldPanel("slug"), FieldPanel("search_description")]
    settings_panels = [PublishingPanel()]
    base_form_class = ConsultationPageForm

    search_fields = [
        *NumberedPage.search_fields,
        index.SearchField("summary"),
        index.FilterField("field"),
        index.FilterField("unit"),
    ]
    api_fields = [
        APIField(name)
        for name in (
            "number",
            "stage",
            "document_kind",
            "shortened",
            "unit",
            "field",
            "other_fields",
            "summary",
            "affected",
            "scope",
            "matters",
            "starts_on",
            "ends_on",
            "closes_on",
            "concluded_on",
            "moderation",
            "document",
            "dossier",
            "questions",
            "promulgated_number",
            "promulgated_on",
            "promulgated_url",
        )
    ]

    parent_page_types = ["consultation.ConsultationIndexPage"]
    subpage_types = ["consultation.OutcomePage"]
    template = "consultation/consultation_page.html"

    class Meta:
        verbose_name = "lấy ý kiến dự thảo"
        verbose_name_plural = "lấy ý kiến dự thảo"
        indexes = [
            models.Index(fields=["-starts_on", "-page_ptr"], name="consultations_newest"),
            models.Index(fields=["field", "-starts_on", "-page_ptr"], name="consultations_by_field"),
        ]

    @classmethod
    def public(cls) -> "QuerySet[ConsultationPage]":
        """Return what a stranger may read."""
        return cls.objects.live()

    @property
    def current_document(self) -> DraftDocument | None:
        """Return the newest text that was published."""
        return self.documents.exclude(ordinal=None).order_by("-ordinal").first()

    def outcomes(self) -> "QuerySet[OutcomePage]":
        """Return the pages of answers below, public or not, the first one first."""
        from consultation.models.receptions import OutcomePage  # it knows this model

        return OutcomePage.objects.child_of(self).order_by("ordinal")

    def progress(self, today: datetime.date | None = None) -> Progress:
        """Return where the consultation is in its life."""
        return progress(
            today or timezone.localdate(),
            self.starts_on,
            self.closes_on or self.ends_on,
            concluded=self.concluded_on is not None,
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from consultation.reading import consultation_context  # the page's read side knows this model

        preview = bool(getattr(request, "is_preview", False))
        return super().get_context(request, *args, **kwargs) | consultation_context(self, preview=preview)

    def permissions_for_user(self, user: Any) -> PageTester:
        return ConsultationTester(user, self)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        content = without_deleted_text(content, self.document_id)
        page = super().with_content_json(content | {"expire_at": None})
        page.closes_on, page.concluded_on = self.closes_on, self.concluded_on
        return page

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.expire_at = None  # what people have commented on does not go by itself
        super().save(*args, **kwargs)

    def on_approved(self, workflow_state: WorkflowState, user: Any) -> None:
        """Publish the revision that the head of the unit and an editor approved, and its text when it is a new one."""
        from consultation import opening, showing  # they know models that know this one

        with transaction.atomic():
            revision = self.approved_revision(workflow_state)
            check_approving_roles(workflow_state, revision, self.approving_roles)
            opening.check_days(revision.as_object())
            super().on_approved(workflow_state, user)
            opening.opened(self)
            showing.renewed(self)
