"""What people say about a draft. All that is personal is in `Contributor` alone."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from base.models.stored import StoredFile
from casework.models import ConsentText, SenderType
from consultation import states
from consultation.models.documents import KEY_LENGTH, DraftDocument
from ministry.models import Province

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

PAGE = "consultation.ConsultationPage"


class Channel(models.TextChoices):
    """How a contribution came."""

    PORTAL = "portal", "Cổng thông tin"
    POST = "post", "Văn bản gửi đến"
    EMAIL = "email", "Thư điện tử"
    MEETING = "meeting", "Hội nghị, hội thảo"
    PHONE = "phone", "Điện thoại"


class HideReason(models.TextChoices):
    """Why a comment is not public; how often each was used is public."""

    PERSONAL_DATA = "personal_data", "Có thông tin riêng của người khác"
    OFFENSIVE_OR_UNLAWFUL = "offensive_or_unlawful", "Xúc phạm, kích động hoặc trái pháp luật"
    STATE_SECRET = "state_secret", "Có bí mật nhà nước, bí mật kinh doanh"
    OFF_TOPIC = "off_topic", "Không nói về dự thảo này"
    COMPLAINT_OR_DENUNCIATION = "complaint_or_denunciation", "Nội dung khiếu nại, tố cáo"
    DUPLICATE = "duplicate", "Người góp ý gửi trùng"
    SPAM_OR_TEST = "spam_or_test", "Thử nghiệm, quảng cáo"


class Contribution(models.Model):
    """What one person or organisation handed in at once: comments and answers, under one number and one secret.

    `shown_as` is what the public reads of the contributor; a form posted twice, known by its `form_token`, makes one.
    """

    consultation = models.ForeignKey(
        PAGE, verbose_name="đợt lấy ý kiến", on_delete=models.PROTECT, related_name="contributions"
    )
    number = models.CharField("mã góp ý", max_length=20, unique=True)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    form_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    secret_version = models.PositiveSmallIntegerField(default=1, editable=False)
    contributor_type = models.CharField("chủ thể góp ý", max_length=20, choices=SenderType.choices)
    shown_as = models.CharField("hiện là", max_length=250)
    province = models.ForeignKey(
        Province, verbose_name="tỉnh, thành phố", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    channel = models.CharField("đến bằng", max_length=20, choices=Channel.choices, default=Channel.PORTAL)
    provenance = models.CharField(
        "nguồn", max_length=300, blank=True, help_text="Số văn bản, ngày nhận, tên hội nghị … để đối chiếu."
    )
    late = models.BooleanField("đến sau khi hết hạn", default=False)
    submitted_at = models.DateTimeField("gửi lúc", default=timezone.now)
    edited_at = models.DateTimeField("sửa lúc", null=True, blank=True)
    keyed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người nhập", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    if TYPE_CHECKING:
        comments: RelatedManager["Comment"]
        choices: RelatedManager["ChoiceAnswer"]
        files: RelatedManager["ContributionFile"]
        contributor: "Contributor"

    class Meta:
        verbose_name = "bản góp ý"
        verbose_name_plural = "bản góp ý"
        indexes = [models.Index(fields=["consultation", "-submitted_at", "-id"], name="contributions_newest")]

    def __str__(self) -> str:
        return self.number


class Contributor(models.Model):
    """Who contributed, and how to reach them; the one table of this app that knows a person."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="contributor")
    name = models.CharField("họ và tên", max_length=150)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("số điện thoại", max_length=30, blank=True)
    ward = models.CharField("xã, phường", max_length=120, blank=True)
    address_detail = models.CharField("số nhà, đường, thôn", max_length=250, blank=True)
    org_name = models.CharField("tên doanh nghiệp, tổ chức", max_length=250, blank=True)
    tax_code = models.CharField("mã số thuế", max_length=20, blank=True)
    representative_title = models.CharField("chức vụ người gửi", max_length=120, blank=True)
    signatories = models.TextField("những người cùng ký", blank=True)
    consent_text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, null=True, related_name="+")
    consented_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "người góp ý"
        verbose_name_plural = "người góp ý"

    def __str__(self) -> str:
        return f"người góp ý {self.contribution_id}"


class CommentQuerySet(models.QuerySet["Comment"]):
    def public(self) -> "CommentQuerySet":
        """Keep what a stranger may read."""
        return self.filter(state__in=states.PUBLIC)

    def to_look_at(self) -> "CommentQuerySet":
        return self.filter(state__in=states.TO_LOOK_AT)

    def waiting(self) -> "CommentQuerySet":
        """Keep what nobody but its contributor and officers can read until an officer has looked at it."""
        return self.filter(state=states.CommentState.WAITING)

    def counted(self) -> "CommentQuerySet":
        """Keep what the ministry answers for."""
        return self.filter(state__in=states.COUNTED)


class Comment(models.Model):
    """One comment on one provision, on the whole, or in answer to a question of the drafter (domain.md, C.3).

    `key` is the address of the provision in `document`, "" for the whole; `question_key` names the question answered.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="comments")
    # The contribution's, once more: lists of a consultation are read by it.
    consultation = models.ForeignKey(PAGE, on_delete=models.PROTECT, related_name="comments")
    document = models.ForeignKey(
        DraftDocument, verbose_name="bản dự thảo", on_delete=models.PROTECT, null=True, related_name="comments"
    )
    key = models.CharField(max_length=KEY_LENGTH, blank=True)
    question_key = models.UUIDField(null=True, blank=True)
    question_text = models.CharField("câu hỏi", max_length=500, blank=True)
    content = models.TextField("nội dung góp ý")
    state = models.CharField(
        "trạng thái", max_length=20, choices=states.CommentState.choices, default=states.CommentState.WAITING
    )
    hide_reason = models.CharField("lý do không công khai", max_length=40, choices=HideReason.choices, blank=True)
    submitted_at = models.DateTimeField("gửi lúc", default=timezone.now)
    edited_at = models.DateTimeField("sửa lúc", null=True, blank=True)
    drafter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người xử lý",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    group = models.ForeignKey(
        "consultation.CommentGroup", verbose_name="nhóm", on_delete=models.SET_NULL, null=True, related_name="comments"
    )
    supports_count = models.PositiveIntegerField("lượt ủng hộ", default=0, editable=False)

    if TYPE_CHECKING:
        places: RelatedManager["CommentPlace"]
        events: RelatedManager["CommentEvent"]

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "góp ý"
        verbose_name_plural = "góp ý"
        indexes = [
            models.Index(fields=["consultation", "state", "-id"], name="comments_by_state"),
            models.Index(fields=["drafter", "state"], name="comments_by_drafter"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=states.CommentState.values), name="comment_state_known"),
        ]

    def __str__(self) -> str:
        return f"góp ý {self.pk}"

    @property
    def is_public(self) -> bool:
        return self.state in states.PUBLIC


class CommentPlace(models.Model):
    """Where a comment is shown in one published document; written when it comes and when a new version is published.

    `key` "" is the document itself; `mark` says that the provision is gone; `is_main` is the first of several places.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="places")
    document = models.ForeignKey(DraftDocument, on_delete=models.CASCADE, related_name="places")
    key = models.CharField(max_length=KEY_LENGTH, blank=True)
    mark = models.CharField(max_length=60, blank=True)
    is_main = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["document", "key", "-comment"], name="places_by_provision")]
        constraints = [
            models.UniqueConstraint(fields=["comment", "document", "key"], name="one_place_a_provision"),
            models.UniqueConstraint(
                fields=["comment", "document"], condition=Q(is_main=True), name="one_main_place_a_document"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.key}"


class ChoiceAnswer(models.Model):
    """One of the choices of a question, as a contribution took it; counted, never shown with its contributor."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="choices")
    question_key = models.UUIDField()
    question_text = models.CharField(max_length=500)
    choice = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "question_key"], name="one_choice_a_question"),
        ]

    def __str__(self) -> str:
        return self.choice


class ContributionFile(StoredFile):
    """A file handed in with a contribution; for officers and its contributor, never public."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, null=True, related_name="files")
    draft = models.ForeignKey(
        "consultation.ContributionDraft", on_delete=models.CASCADE, null=True, related_name="files"
    )

    class Meta:
        verbose_name = "tệp của bản góp ý"
        verbose_name_plural = "tệp của bản góp ý"
        ordering = ["pk"]


class ContributionDraft(models.Model):
    """What somebody is typing, between the steps of the form: under a token, gone after 24 hours."""

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    consultation = models.ForeignKey(PAGE, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField(default=dict)
    touched_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "bản nháp góp ý"
        verbose_name_plural = "bản nháp góp ý"

    def __str__(self) -> str:
        return f"bản nháp {self.pk}"


class CommentEvent(models.Model):
    """What happened to a comment: who did it (nobody: its contributor), and what it said before."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="events")
    verb = models.CharField(max_length=20, choices=states.CommentVerb.choices)
    state = models.CharField(max_length=20, choices=states.CommentState.choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)
    content_before = models.TextField(blank=True)

    class Meta:
        verbose_name = "việc đã làm"
        verbose_name_plural = "việc đã làm"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.comment_id}"


class Support(models.Model):
    """Somebody stands behind a comment; `visitor` is a digest that forgets the person."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="supports")
    visitor = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "lượt ủng hộ"
        verbose_name_plural = "lượt ủng hộ"
        constraints = [models.UniqueConstraint(fields=["comment", "visitor"], name="one_support_a_visitor")]

    def __str__(self) -> str:
        return f"{self.comment_id}"
