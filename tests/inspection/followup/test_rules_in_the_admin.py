"""An administrator keeps the dated rules of the inspection; nobody else does."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from home.portal_setup import ensure_portal
from inspection.models import PublicationRule, ViolationGroup
from ministry.groups import group_for
from ministry.models import Role, User

Officer = Callable[[User], Client]


def test_the_administrator_writes_a_rule_down(quan_tri: User, as_officer: Officer) -> None:
    client = as_officer(quan_tri)
    PublicationRule.objects.all().delete()
    rule = {
        "publish_within": "10", "shown_for": "15", "warn_before": "3", "legal_basis": "Luật 11/2022/QH15, Điều 79",
        "other_form": "on", "other_times": "2", "other_days": "15", "valid_from": "01/07/2023",
    }  # fmt: skip
    assert client.post(reverse("publicationrule:add"), rule).status_code == 302
    assert PublicationRule.objects.get().publish_within == 10
    group = {"name": "Tiền lương", "slug": "tien-luong-thu", "valid_from": "01/07/2023"}
    assert client.post(reverse("violationgroup:add"), group).status_code == 302
    assert "Tiền lương" in client.get(reverse("violationgroup:index")).content.decode()


@pytest.mark.parametrize("who", ["khanh", "thu", "minh", "nam", "hanh"])
def test_nobody_else_does(who: str, as_officer: Officer, request: pytest.FixtureRequest) -> None:
    client = as_officer(request.getfixturevalue(who))
    for name in ("publicationrule", "violationgroup"):
        assert client.get(reverse(f"{name}:index")).status_code in (302, 403)
        assert client.post(reverse(f"{name}:add"), {}).status_code in (302, 403)
    assert not ViolationGroup.objects.filter(slug="tien-luong-thu").exists()


def test_administrators_keep_rules_and_nothing_that_goes_through_a_procedure(db: None) -> None:
    ensure_portal()
    held = group_for(Role.ADMINISTRATOR).permissions.filter(content_type__app_label="inspection")
    assert set(held.values_list("content_type__model", flat=True)) == {"publicationrule", "violationgroup"}
    assert Permission.objects.filter(content_type__model="conclusionrequirement").exists()
