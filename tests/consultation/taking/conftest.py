"""Chị Hoa before the form of a consultation that is open."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from consultation.models import ConsultationPage, Contribution
from ministry.models import Province
from tests.consultation.taking.contributor import Writer


@pytest.fixture
def writer(stranger: Client, consultation: ConsultationPage, rules: None, province: Province) -> Writer:
    return Writer(stranger, consultation)


@pytest.fixture
def contribution(writer: Writer) -> Contribution:
    """One comment of chị Hoa on clause 1 of article 2, not looked at yet."""
    return writer.contribute()


@pytest.fixture
def end(consultation: ConsultationPage) -> Callable[[], None]:
    """Return a way to let the last day pass."""

    def over() -> None:
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        ConsultationPage.objects.filter(pk=consultation.pk).update(closes_on=yesterday, ends_on=yesterday)

    return over
