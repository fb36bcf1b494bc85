"""The public edition of an answer."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Revision, WorkflowState
from wagtail.search import index

from base.blocks import BodyBlock
from base.models import NumberedPage
from ministry.models import PolicyField, Role, Unit, check_approving_roles
from qa.answer_form import AnswerPageForm
from qa.panels import CasesPanel
from qa.publication import PUBLIC_MODES, PublicationMode

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from qa.models.answer_parts import AnswerFile, LegalBasis


class AnswerPage(NumberedPage):
    """A question as the public reads it, and the ministry's answer.

    A page whose `publication_mode` is not for the public is never live; its sender reads the frozen answer of the case.
    """

    room = "/hoi-dap/"
    sequence = "answer-page"
    slug_without_letters = "tra-loi"
    # Whatever a workflow was changed to, these posts have approved what is answered.
    approving_roles = frozenset({Role.UNIT_LEADER, Role.EDITOR})

    question = models.TextField("câu hỏi (bản biên tập)", help_text="Bỏ mọi thông tin giúp nhận ra người hỏi.")
    short_answer = models.TextField("trả lời ngắn", help_text="Một đến ba câu, đọc là hiểu ngay.")
    body = StreamField(BodyBlock(), verbose_name="trả lời đầy đủ")
    field = models.ForeignKey(PolicyField, verbose_name="lĩnh vực", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, verbose_name="đơn vị trả lời", on_delete=models.PROTECT, related_name="+")
    sender_display = models.CharField(
        "người hỏi (như sẽ hiện)", max_length=150, blank=True, help_text="Ví dụ: Bà N.T.H., Thanh Hóa."
    )
    asked_on = models.DateField("ngày hỏi", null=True, blank=True)
    answered_on = models.DateField("ngày trả lời", default=timezone.localdate, db_index=True)
    reviewed_on = models.DateField("ngày rà soát gần nhất", null=True, blank=True)
    outdated = models.BooleanField("quy định đã thay đổi", default=False)
    doc_number = models.CharField("số văn bản trả lời", max_length=60, blank=True)
    publication_mode = models.CharField(
        "công khai", max_length=20, choices=PublicationMode.choices, default=PublicationMode.ANONYMISED
    )
    publication_reason = models.CharField("lý do không công khai", max_length=300, blank=True)

    if TYPE_CHECKING:
        legal_bases: RelatedManager["LegalBasis"]
        answer_files: RelatedManager["AnswerFile"]

    content_panels = [
        CasesPanel(heading="Hồ sơ được trả lời"),
        FieldPanel("title", heading="Câu hỏi (một dòng)"),
        FieldPanel("question"),
        FieldPanel("short_answer"),
        FieldPanel("body"),
        InlinePanel("legal_bases", heading="Điều luật làm căn cứ", label="Điều luật"),
        InlinePanel("answer_files", heading="Tệp đính kèm", label="Tệp"),
        MultiFieldPanel(
            [FieldPanel("field"), FieldPanel("unit"), FieldPanel("sender_display"), FieldPanel("doc_number")],
            heading="Thông tin trả lời",
        ),
        MultiFieldPanel(
            [
                FieldPanel("asked_on"),
                FieldPanel("answered_on"),
                FieldPanel("reviewed_on"),
                FieldPanel("outdated"),
            ],
            heading="Ngày tháng",
        ),
        MultiFieldPanel(
            [
                HelpPanel(
                    "Trang không công khai không bao giờ hiện ra ngoài; người gửi đọc câu trả lời bằng mã hồ sơ."
                ),
                FieldPanel("publication_mode"),
                FieldPanel("publication_reason"),
            ],
            heading="Công khai",
        ),
    ]
    promote_panels = [FieldPanel("slug"), FieldPanel("search_description")]
    settings_panels = [PublishingPanel()]
    base_form_class = AnswerPageForm

    search_fields = [
        *NumberedPage.search_fields,
        index.SearchField("question"),
        index.SearchField("short_answer"),
        index.FilterField("field"),
        index.FilterField("unit"),
    ]
    api_fields = [
        APIField("number"),
        APIField("question"),
        APIField("short_answer"),
        APIField("body"),
        APIField("field"),
        APIField("unit"),
        APIField("sender_shown"),
        APIField("asked_on"),
        APIField("answered_on"),
        APIField("reviewed_on"),
        APIField("outdated"),
        APIField("doc_number"),
        APIField("legal_bases"),
    ]

    parent_page_types = ["qa.YearPage"]
    subpage_types: list[str] = []
    template = "qa/answer_page.html"

    class Meta:
        verbose_name = "câu trả lời"
        verbose_name_plural = "câu trả lời"
        indexes = [
            models.Index(fields=["field", "-answered_on", "-page_ptr"], name="answers_by_field"),
            models.Index(fields=["unit", "-answered_on", "-page_ptr"], name="answers_by_unit"),
            models.Index(fields=["field", "unit", "-answered_on", "-page_ptr"], name="answers_by_field_and_unit"),
            models.Index(fields=["-answered_on", "-page_ptr"], name="answers_newest"),
        ]

    @classmethod
    def public(cls) -> "QuerySet[AnswerPage]":
        """Return what a stranger may read: live, and meant for the public."""
        return cls.objects.live().filter(publication_mode__in=PUBLIC_MODES)

    @property
    def is_for_the_public(self) -> bool:
        return self.publication_mode in PUBLIC_MODES

    @property
    def sender_shown(self) -> str:
        return self.sender_display if self.publication_mode == PublicationMode.FULL else ""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_for_the_public and not getattr(request, "is_preview", False):
            raise PermissionDenied  # `save` keeps such a page from being live; this is the second lock
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from qa.reading import answer_context  # the page's read side knows this model

        return super().get_context(request, *args, **kwargs) | answer_context(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        written = kwargs.get("update_fields")
        if self.live and not self.is_for_the_public and (written is None or {"live", "publication_mode"} & {*written}):
            raise PermissionDenied("Câu trả lời không công khai không thể hiện ra ngoài.")
        super().save(*args, **kwargs)

    def on_approved(self, workflow_state: WorkflowState, user: Any) -> None:
        """Answer every case of this page with the approved text, and publish it if it is for the public."""
        from qa.freezing import answer_cases, take_from_public  # they know this model

        with transaction.atomic():
            revision = self.approved_revision(workflow_state)
            check_approving_roles(workflow_state, revision, self.approving_roles)
            approved: AnswerPage = revision.as_object()
            answer_cases(approved, revision, user)
            if approved.is_for_the_public:
                revision.publish(user=user, skip_permission_checks=True)
            else:
                take_from_public(self, approved, revision, user)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision that is for the public; any other is refused, whoever asks."""
        if not revision.as_object().is_for_the_public:
            raise PermissionDenied("Câu trả lời không công khai không thể hiện ra ngoài.")
        return super().publish(revision, *args, **kwargs)
