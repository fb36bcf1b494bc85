"""What the administrator says of the portal in the admin; what is left empty comes from the environment."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page

from base.blocks import ContactsBlock, LinksBlock


def _page(label: str, help_text: str = "") -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        Page,
        verbose_name=label,
        help_text=help_text,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )


@register_setting(icon="cog", order=100)
class PortalSettings(BaseGenericSetting):
    """The portal's names, contacts, footer and notice: one row, shown on every page and in every letter."""

    name = models.CharField("tên cổng", max_length=80, blank=True, help_text="Để trống thì dùng tên đã đặt khi cài.")
    ministry = models.CharField(
        "tên Bộ", max_length=160, blank=True, help_text="Ghi trên mọi trang và mọi thư. Để trống thì dùng tên khi cài."
    )
    hotline = models.CharField(
        "tổng đài", max_length=30, blank=True, help_text="Số người dân gọi khi cần giúp, ví dụ 024 1234 5678."
    )
    contact_email = models.EmailField("thư điện tử liên hệ", blank=True)
    opening_hours = models.CharField(
        "giờ làm việc", max_length=160, blank=True, help_text="Ví dụ: Thứ Hai đến thứ Sáu, 8 giờ đến 17 giờ."
    )
    address = models.CharField("địa chỉ trụ sở", max_length=200, blank=True)
    offices = StreamField(ContactsBlock(), verbose_name="nơi tiếp dân, đơn vị", blank=True)
    footer_text = models.TextField(
        "dòng ghi cuối trang", blank=True, help_text="Ví dụ: cơ quan chủ quản, người chịu trách nhiệm nội dung."
    )
    footer_links = StreamField(LinksBlock(), verbose_name="liên kết cuối trang", blank=True)
    guide_page = _page("trang hướng dẫn gửi câu hỏi")
    privacy_page = _page("trang quyền riêng tư")
    accessibility_page = _page("trang hỗ trợ tiếp cận")
    contact_page = _page("trang liên hệ")
    notice = models.CharField(
        "thông báo",
        max_length=300,
        blank=True,
        help_text="Một câu hiện ở đầu mọi trang, ví dụ: Tối 12/5 hệ thống bảo trì từ 22 giờ.",
    )
    notice_page = _page("trang nói rõ hơn", "Câu thông báo dẫn tới trang này.")
    notice_from = models.DateTimeField("hiện từ", null=True, blank=True)
    notice_to = models.DateTimeField("hiện đến", null=True, blank=True)

    first_pages_made_at = models.DateTimeField(null=True, editable=False)

    panels = [
        MultiFieldPanel(
            [FieldPanel("notice"), FieldPanel("notice_page"), FieldPanel("notice_from"), FieldPanel("notice_to")],
            "Thông báo trên mọi trang",
        ),
        MultiFieldPanel([FieldPanel("name"), FieldPanel("ministry")], "Tên"),
        MultiFieldPanel(
            [
                FieldPanel("hotline"),
                FieldPanel("contact_email"),
                FieldPanel("opening_hours"),
                FieldPanel("address"),
                FieldPanel("offices"),
            ],
            "Liên hệ",
        ),
        MultiFieldPanel(
            [
                FieldPanel("guide_page"),
                FieldPanel("privacy_page"),
                FieldPanel("accessibility_page"),
                FieldPanel("contact_page"),
            ],
            "Trang ở cuối mọi trang",
        ),
        MultiFieldPanel([FieldPanel("footer_text"), FieldPanel("footer_links")], "Cuối trang"),
    ]

    class Meta:
        verbose_name = "cổng và liên hệ"
        verbose_name_plural = "cổng và liên hệ"

    def __str__(self) -> str:
        return "Cổng và liên hệ"

    def clean(self) -> None:
        super().clean()
        if self.hotline and not any(character.isdigit() for character in self.hotline):
            raise ValidationError({"hotline": "Tổng đài cần là một số điện thoại."})
        if self.notice_from and self.notice_to and self.notice_to <= self.notice_from:
            raise ValidationError({"notice_to": "Lúc hết hiện phải sau lúc bắt đầu hiện."})
        if self.notice_to and self.notice and self.notice_to <= timezone.now():
            raise ValidationError({"notice_to": "Lúc này đã qua. Xin chọn lúc sau, hoặc xóa câu thông báo."})
