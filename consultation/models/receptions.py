"""What became of comments: their groups, the answer to each, and the page that makes the answers public."""

from typing import TYPE_CHECKING, Any, Self, cast

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.api import APIField
from wagtail.models import WorkflowState

from base.models import BasePage
from base.permissions import PageTester
from consultation.models.comments import Comment
from consultation.models.consultation_page import ConsultationPage
from consultation.models.documents import KEY_LENGTH, DraftDocument, without_deleted_text
from consultation.outcome_form import OutcomePageForm
from consultation.testers import ConsultationTester
from ministry.models import Role, Unit, check_approving_roles

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

PAGE = "consultation.ConsultationPage"


class CommentGroup(models.Model):
    """Comments that are answered together: the same matter, or the same text sent by many (a campaign).

    `key` is the address of the provision in `document`, "" for the whole.
    """

    consultation = models.ForeignKey(PAGE, on_delete=models.CASCADE, related_name="groups")
    title = models.CharField("nhóm vấn đề", max_length=250)
    document = models.ForeignKey(
        DraftDocument, verbose_name="bản dự thảo", on_delete=models.PROTECT, null=True, related_name="+"
    )
    key = models.CharField(max_length=KEY_LENGTH, blank=True)
    is_campaign = models.BooleanField("thư viết sẵn gửi hàng loạt", default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    if TYPE_CHECKING:
        comments: RelatedManager[Comment]

    class Meta:
        verbose_name = "nhóm góp ý"
        verbose_name_plural = "nhóm góp ý"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class ReceptionKind(models.TextChoices):
    """What became of a comment (domain.md, C.3)."""

    ACCEPTED = "accepted", "Tiếp thu"
    PARTLY_ACCEPTED = "partly_accepted", "Tiếp thu một phần"
    EXPLAINED = "explained", "Giải trình, bảo lưu"
    NOTED = "noted", "Ghi nhận"


class OutcomeKind(models.TextChoices):
    BATCH = "batch", "Trả lời một đợt góp ý"
    OUTCOME = "outcome", "Bản tổng hợp ý kiến, tiếp thu, giải trình"


class OutcomePage(BasePage):
    """A batch of answers, or the outcome that ends a consultation; below the consultation, under its workflow.

    What it publishes are the receptions whose `page` it is. `ordinal` is its place among those of its consultation.
    """

    needs_approval = True
    writing_roles = frozenset({Role.DRAFTER, Role.UNIT_LEADER})
    approving_roles = frozenset({Role.UNIT_LEADER, Role.EDITOR})

    kind = models.CharField("loại", max_length=20, choices=OutcomeKind.choices, default=OutcomeKind.OUTCOME)
    # The consultation's, once more: lists of pages are narrowed by it.
    unit = models.ForeignKey(
        Unit, verbose_name="đơn vị chủ trì soạn thảo", on_delete=models.PROTECT, related_name="+", editable=False
    )
    ordinal = models.PositiveSmallIntegerField(editable=False)
    introduction = models.TextField("lời đầu", blank=True)
    consulted = models.PositiveIntegerField(
        "số cơ quan, tổ chức, cá nhân đã gửi xin ý kiến", null=True, blank=True, help_text="Ghi vào bản tổng hợp."
    )
    agency = models.CharField("cơ quan chủ trì soạn thảo", max_length=200, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    document = models.ForeignKey(
        DraftDocument,
        verbose_name="bản dự thảo đã chỉnh lý, công bố cùng",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
    )

    if TYPE_CHECKING:
        receptions: RelatedManager["Reception"]

    content_panels = [
        FieldPanel("title", heading="Tên"),
        FieldPanel("kind"),
        FieldPanel("introduction"),
        FieldPanel("document"),
        MultiFieldPanel(
            [
                FieldPanel("consulted"),
                FieldPanel("agency"),
                FieldRowPanel([FieldPanel("signer"), FieldPanel("signed_on")]),
            ],
            heading="Bản tổng hợp",
        ),
    ]
    promote_panels = [FieldPanel("search_description")]
    settings_panels = [PublishingPanel()]
    base_form_class = OutcomePageForm
    api_fields = [
        APIField(name)
        for name in (
            "kind",
            "unit",
            "ordinal",
            "introduction",
            "consulted",
            "agency",
            "signer",
            "signed_on",
            "document",
        )
    ]

    parent_page_types = ["consultation.ConsultationPage"]
    subpage_types: list[str] = []
    template = "consultation/outcome_page.html"

    class Meta:
        verbose_name = "kết quả lấy ý kiến"
        verbose_name_plural = "kết quả lấy ý kiến"

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Nothing is answered before it is public."""
        return super().can_create_at(parent) and bool(parent.live)

    @classmethod
    def public(cls, consultation: ConsultationPage | None = None) -> "QuerySet[OutcomePage]":
        """Return what a stranger may read, of one consultation or of all."""
        pages = cls.objects.live()
        return pages.child_of(consultation) if consultation is not None else pages

    @cached_property
    def consultation(self) -> ConsultationPage:
        """Return the consultation that this page ends or answers; who found the page through it sets it."""
        parent: ConsultationPage = self.get_parent().specific
        return parent

    @property
    def address(self) -> str:
        return f"{self.consultation.address}ket-qua/{self.ordinal}/"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.path != self.address and not getattr(request, "is_preview", False):
            return HttpResponsePermanentRedirect(self.address)
        return cast(HttpResponse, super().serve(request, *args, **kwargs))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from consultation import table_page  # the page's read side knows this model
        from consultation.reading_outcome import outcome_context
        from consultation.table import Table

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        # An approver reads what will be public; what is not public yet stands in no page for others.
        table = Table(self, draft=bool(getattr(request, "is_preview", False)))
        return context | outcome_context(self) | table_page.context_of(table, request)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        parts = super().get_url_parts(request)
        return (parts[0], parts[1], self.address) if parts else None

    def permissions_for_user(self, user: Any) -> PageTester:
        return ConsultationTester(user, self)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._belong()
        super().full_clean(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        content = without_deleted_text(content, self.document_id)
        page: Self = super().with_content_json(content | {"expire_at": None})
        page.unit, page.ordinal, page.kind = self.unit, self.ordinal, self.kind
        return page

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._belong()
        self.expire_at = None
        super().save(*args, **kwargs)

    def _belong(self) -> None:
        """Take the unit of the consultation above, and the next place there."""
        if not self.path or (self.unit_id is not None and self.ordinal is not None):
            return
        above = self.consultation
        self.unit = above.unit
        taken = OutcomePage.objects.child_of(above).aggregate(last=models.Max("ordinal"))["last"] or 0
        self.ordinal = taken + 1
        self.slug: str = self.slug or f"ket-qua-{self.ordinal}"

    def on_approved(self, workflow_state: WorkflowState, user: Any) -> None:
        """Publish the answers with the page, the revised text first; tell every contributor once."""
        from consultation import concluding, showing  # they know models that know this one

        with transaction.atomic():
            revision = self.approved_revision(workflow_state)
            check_approving_roles(workflow_state, revision, self.approving_roles)
            super().on_approved(workflow_state, user)
            concluding.concluded(self)
            showing.renewed(self.consultation, self)


class Reception(models.Model):
    """What the ministry answers to one comment, or to all of a group (domain.md, C.3).

    `page` is the outcome it was put into; it is public from `published_at` on and is not changed after that.
    """

    consultation = models.ForeignKey(PAGE, on_delete=models.CASCADE, related_name="receptions")
    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="reception")
    group = models.OneToOneField(
        CommentGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="reception"
    )
    kind = models.CharField("kết quả", max_length=20, choices=ReceptionKind.choices)
    explanation = models.TextField("nội dung tiếp thu, giải trình")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(default=timezone.now)
    page = models.ForeignKey(
        OutcomePage,
        verbose_name="công bố trong",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="receptions",
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "tiếp thu, giải trình"
        verbose_name_plural = "tiếp thu, giải trình"
        constraints = [
            models.CheckConstraint(
                condition=Q(comment=None, group__isnull=False) | Q(comment__isnull=False, group=None),
                name="a_reception_answers_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"tiếp thu, giải trình {self.pk}"


class OutcomeLetter(models.Model):
    """A contribution was told of a page of answers: once."""

    contribution = models.ForeignKey("consultation.Contribution", on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(OutcomePage, on_delete=models.CASCADE, related_name="+")
    queued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contribution", "page"], name="told_once_of_a_page")]

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.page_id}"


class OutcomeReminder(models.Model):
    """The day on which an officer was reminded of consultations without an outcome: one letter a week."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_outcome_reminder_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"
