"""How many cases stand in which state, as metrics; counts only."""

from collections.abc import Iterator

from django.db.models import Count

from base import metrics
from casework.models import Case
from casework.states import State


@metrics.register
def cases() -> Iterator[metrics.Metric]:
    counted = dict(Case.objects.values_list("state").annotate(count=Count("pk")))
    yield metrics.Metric(
        "portal_cases", "Cases by state", {("state", state.value): counted.get(state.value, 0) for state in State}
    )
    yield metrics.Metric("portal_cases_overdue", "Cases past their day of answer", {(): Case.objects.overdue().count()})
