"""A register of wagtail-modeladmin over drafts that are no pages stops the portal from starting."""

from collections.abc import Iterator

import pytest
from django.core.checks import CheckMessage
from django.db import models
from django.test.utils import isolate_apps
from wagtail.models import DraftStateMixin, Page, RevisionMixin, WorkflowMixin
from wagtail_modeladmin.options import ModelAdmin

from base.checks import no_modeladmin_saves_drafts_live
from ministry.models import Unit


@pytest.fixture
def register() -> Iterator[type[ModelAdmin]]:
    """A register made up for the test; it is of nothing again when the test is over."""

    class MadeUp(ModelAdmin):
        model: type[models.Model] | None = None

    yield MadeUp
    MadeUp.model = None


def faults() -> list[CheckMessage]:
    return no_modeladmin_saves_drafts_live(None)


def test_the_registers_of_the_portal_pass() -> None:
    assert faults() == []


@isolate_apps("base")
@pytest.mark.parametrize(
    "mixins",
    [(RevisionMixin,), (DraftStateMixin, RevisionMixin), (WorkflowMixin, DraftStateMixin, RevisionMixin)],
    ids=["revisions", "drafts", "workflow"],
)
def test_a_register_of_drafts_is_an_error(mixins: tuple[type[models.Model], ...], register: type[ModelAdmin]) -> None:
    meta = type("Meta", (), {"app_label": "base"})
    register.model = type("Draft", (*mixins, models.Model), {"__module__": __name__, "Meta": meta})
    (error,) = faults()
    assert error.id == "base.E007"
    assert "MadeUp" in error.msg
    assert "Draft" in error.msg


@pytest.mark.parametrize("model", [Page, Unit], ids=["a page", "a plain row"])
def test_pages_and_plain_rows_may_have_one(model: type[models.Model], register: type[ModelAdmin]) -> None:
    register.model = model
    assert faults() == []
