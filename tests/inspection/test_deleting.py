"""What goes with a draft that is deleted is told before."""

import pytest
from django.urls import reverse

from inspection import procedure
from inspection.models import ConclusionRequirement, InspectionConclusionPage, RestrictedOriginal
from ministry.models import User
from tests.inspection.steps import Officer

Conclusion = InspectionConclusionPage
TOLD = "Xóa trang này là xóa luôn 2 yêu cầu, kiến nghị của kết luận"


@pytest.fixture
def required(draft: Conclusion, khanh: User) -> Conclusion:
    """Khánh's draft with two requirements."""
    for target in ("Công ty", "Sở"):
        procedure.add(draft, khanh, kind="remediation", target=target, content="Khắc phục.")
    return draft


def test_khanh_reads_what_goes_before_it_goes(required: Conclusion, khanh: User, as_officer: Officer) -> None:
    client, address = as_officer(khanh), reverse("wagtailadmin_pages:delete", args=[required.pk])
    assert TOLD in client.get(address).content.decode()
    assert ConclusionRequirement.objects.count() == 2
    assert TOLD not in client.post(address, follow=True).content.decode()
    assert not Conclusion.objects.exists()
    assert not ConclusionRequirement.objects.exists()


def test_a_draft_with_nothing_beside_it_is_deleted_without_a_warning(
    draft: Conclusion, khanh: User, as_officer: Officer
) -> None:
    shown = as_officer(khanh).get(reverse("wagtailadmin_pages:delete", args=[draft.pk])).content.decode()
    assert "xóa luôn" not in shown


def test_originals_are_counted_too(required: Conclusion, khanh: User, as_officer: Officer) -> None:
    RestrictedOriginal.objects.create(page=required, name="goc.pdf", size=1, sha256="0" * 64, stored_as="0" * 32)
    shown = as_officer(khanh).get(reverse("wagtailadmin_pages:delete", args=[required.pk])).content.decode()
    assert "xóa luôn 2 yêu cầu, kiến nghị và 1 bản gốc của kết luận" in shown


def test_many_at_once_are_not_deleted_where_more_would_go(
    required: Conclusion, minh: User, as_officer: Officer
) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={required.pk}"
    shown = as_officer(minh).post(address, follow=True).content.decode()
    assert "Xin xóa từng trang một" in shown
    assert Conclusion.objects.filter(pk=required.pk).exists()
    ConclusionRequirement.objects.all().delete()
    as_officer(minh).post(address)
    assert not Conclusion.objects.filter(pk=required.pk).exists()
