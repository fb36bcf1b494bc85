"""The sample portal has drafts in every state of their life, and loading it twice is as once."""

import pytest
from django.test import Client
from django.utils import timezone

from consultation import loading
from consultation.models import Comment, ConsultationPage, ConsultationRule, OutcomePage
from consultation.states import Progress
from home import sample
from home.portal_setup import ensure_portal
from search.models import Entry
from tests.consultation.reading import words


@pytest.fixture
def sample_drafts(db: None) -> None:
    ensure_portal()
    sample.load_ministry(with_accounts=False)
    assert sample.load_drafts() == 7


def test_the_sample_is_alive_and_follows_the_law(sample_drafts: None, stranger: Client) -> None:
    assert sample.load_drafts() == 0
    pages = list(ConsultationPage.public())
    assert {page.progress() for page in pages} == set(Progress)
    for page in pages:
        rule = ConsultationRule.objects.valid_on(page.starts_on).get(stage=page.stage, shortened=False)
        assert (page.ends_on - page.starts_on).days + 1 >= rule.min_days, page.title
        assert page.current_document is not None
        text = words(stranger, page.address)
        assert page.summary in text
    assert Entry.objects.filter(kind="draft", is_public=True).count() == 7
    assert Entry.objects.filter(kind="draft_outcome", is_public=True).count() == 2
    assert not Comment.objects.filter(places=None).exists()
    revised = OutcomePage.public().exclude(document=None).get().consultation
    assert revised.documents.exclude(ordinal=None).count() == 2
    assert "mới thêm" in words(stranger, f"{revised.address}so-sanh/")


def test_rules_that_nobody_verified_say_so(sample_drafts: None) -> None:
    loading.load_rules()
    today = ConsultationRule.objects.valid_on(timezone.localdate())
    assert today.exists()
    assert not today.filter(verified=True).exists(), "the law of 2025 was told from memory"
