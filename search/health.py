"""Whether every engine answers and is in step, for `manage.py check_portal` and the metrics."""

from collections.abc import Iterator

from base import health, metrics
from base.health import Finding, look, ok, wrong
from base.health.running import told
from search.engines import EngineUnavailable, IndexMissing, SearchQuery, get_engine
from search.state import EngineState, states


@health.register("search")
def engines() -> Iterator[Finding]:
    for state in states():
        yield _finding(state)


def _finding(state: EngineState) -> Finding:
    tell = wrong if state.answers else look
    try:
        get_engine(state.name).search(SearchQuery("", limit=1))
    except IndexMissing:
        return tell(
            f"{state.name} has no index", f"Start the worker, or run `manage.py rebuild_search --engine {state.name}`."
        )
    except EngineUnavailable:
        return tell(
            f"{state.name} does not answer", "Start it; look at ELASTICSEARCH_URL, its key and its certificate."
        )
    if state.stuck:
        return wrong(
            f"{state.name} refused {state.stuck} entries",
            "The worker's log names the reason; then `manage.py rebuild_search`.",
        )
    if state.late and state.oldest is not None:
        return wrong(f"{state.name} is {told(state.oldest)} behind, {state.waiting} changes wait", "Look at `worker`.")
    return ok(f"{state.name} answers, {state.waiting} changes wait")


@metrics.register
def index_queues() -> Iterator[metrics.Metric]:
    found = states()
    yield metrics.Metric(
        "portal_index_waiting", "Changes an engine has not taken yet", {("engine", s.name): s.waiting for s in found}
    )
    yield metrics.Metric(
        "portal_index_refused", "Entries an engine has refused", {("engine", s.name): s.stuck for s in found}
    )
    yield metrics.Metric(
        "portal_index_oldest_seconds",
        "Age of the oldest change an engine has not taken",
        {("engine", s.name): s.oldest.total_seconds() if s.oldest else 0 for s in found},
    )
