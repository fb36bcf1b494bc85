"""The one table that knows a person. Encryption, retention and export touch this table alone."""

from django.db import models

from ministry.models import Province


class SenderType(models.TextChoices):
    INDIVIDUAL = "individual", "Cá nhân"
    ENTERPRISE = "enterprise", "Doanh nghiệp"
    ORGANISATION = "organisation", "Tổ chức"
    STATE_AGENCY = "state_agency", "Cơ quan nhà nước"


class Sender(models.Model):
    """Who asked, how to reach them, and what they agreed to (domain.md, A.3 and E.6)."""

    case = models.OneToOneField("casework.Case", on_delete=models.CASCADE, related_name="sender")
    sender_type = models.CharField("người gửi là", max_length=20, choices=SenderType.choices)
    sender_name = models.CharField("họ và tên", max_length=150)
    phone = models.CharField("số điện thoại", max_length=30, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    province = models.ForeignKey(Province, verbose_name="tỉnh, thành phố", on_delete=models.PROTECT, related_name="+")
    ward = models.CharField("xã, phường", max_length=120, blank=True)
    district = models.CharField("quận, huyện", max_length=120, blank=True)
    address_detail = models.CharField("số nhà, đường, thôn", max_length=250, blank=True)
    org_name = models.CharField("tên doanh nghiệp, tổ chức", max_length=250, blank=True)
    tax_code = models.CharField("mã số thuế", max_length=20, blank=True)
    representative_name = models.CharField("người đại diện", max_length=150, blank=True)
    representative_title = models.CharField("chức vụ", max_length=120, blank=True)
    consent_text = models.ForeignKey("casework.ConsentText", on_delete=models.PROTECT, related_name="+")
    consented_at = models.DateTimeField()

    class Meta:
        verbose_name = "người gửi"
        verbose_name_plural = "người gửi"

    def __str__(self) -> str:
        return f"người gửi hồ sơ {self.case_id}"
