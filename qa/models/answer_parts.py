"""What belongs to an answer beside its text: the articles of law it stands on, and its files."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.api import APIField
from wagtail.models import Orderable


class LegalBasis(Orderable):
    """An article of law that an answer stands on, as data."""

    page = ParentalKey("qa.AnswerPage", on_delete=models.CASCADE, related_name="legal_bases")
    document_number = models.CharField("số, ký hiệu", max_length=60, help_text="Ví dụ: 38/2013/QH13")
    document_title = models.CharField("tên văn bản", max_length=300, blank=True)
    article = models.CharField("điều", max_length=20, blank=True)
    clause = models.CharField("khoản", max_length=20, blank=True)
    point = models.CharField("điểm", max_length=10, blank=True)

    api_fields = [
        APIField("document_number"),
        APIField("document_title"),
        APIField("article"),
        APIField("clause"),
        APIField("point"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "điều luật"
        verbose_name_plural = "điều luật"

    def __str__(self) -> str:
        return f"{self.text} {self.document_number}".strip()

    @property
    def text(self) -> str:
        """Return the provision as it is cited, as in "Điểm a khoản 1 Điều 49"."""
        parts = [f"điểm {self.point}"] if self.point else []
        parts += [f"khoản {self.clause}"] if self.clause else []
        parts += [f"Điều {self.article}"] if self.article else []
        cited = " ".join(parts)
        return cited[:1].upper() + cited[1:]

    def as_dict(self) -> dict[str, str]:
        return {"text": self.text, "document_number": self.document_number, "document_title": self.document_title}


class AnswerFile(Orderable):
    """A file that goes with an answer; it is public only while a live page refers to it."""

    page = ParentalKey("qa.AnswerPage", on_delete=models.CASCADE, related_name="answer_files")
    document = models.ForeignKey("base.PortalDocument", verbose_name="tệp", on_delete=models.PROTECT, related_name="+")

    class Meta(Orderable.Meta):
        verbose_name = "tệp"
        verbose_name_plural = "tệp"

    def __str__(self) -> str:
        return str(self.document)
