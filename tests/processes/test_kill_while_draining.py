"""kill -9 of the worker in the middle of many letters and index changes, and of a rebuild in the middle of its work."""

import datetime
import random
import subprocess
import sys
import time
import uuid

import pytest
from django.conf import settings
from django.utils import timezone

from base.models import OutboxMessage
from casework import procedure
from casework.models import Case, ConsentText
from ministry.models import PolicyField, Province, Unit
from qa import loading
from qa.models import AnswerPage
from search import finding, indexing
from search.engines import SearchQuery, get_engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.models import Entry, IndexChange
from tests.processes.letters import assert_every_letter_went, letters_in
from tests.processes.running import PATIENCE, Portal, wait_until

pytestmark = pytest.mark.processes

MANY = 120
LETTERS = 300  # more than a worker sends in the moments it is left to live
ROUNDS = 3
SEED = 574


def test_a_worker_killed_again_and_again_sends_every_letter_and_indexes_every_answer(portal_on: Portal) -> None:
    portal = portal_on
    indexing.rebuild(settings.SEARCH_ENGINE)
    chance = random.Random(SEED)
    _ask(LETTERS)
    for round_number in range(ROUNDS):
        _publish(MANY, f"lượt {round_number}")
        sent = len(letters_in(portal.letters))
        portal.start_worker()
        wait_until(lambda sent=sent: len(letters_in(portal.letters)) > sent, PATIENCE, "the worker sends nothing")  # type: ignore[misc]
        time.sleep(chance.uniform(0, 0.05))
        portal.kill("worker")
        assert get_engine().versions(), "a kill left an index that cannot be read"
        assert finding.find(SearchQuery("bao hiem that nghiep")).cards
        _the_lease_runs_out()
    waiting = OutboxMessage.objects.waiting().count()
    assert 0 < waiting < LETTERS, f"the kills came too late or too early: {waiting} letters of {LETTERS} wait"
    portal.start_worker()
    wait_until(lambda: not OutboxMessage.objects.waiting().exists(), PATIENCE, "letters wait for ever")
    wait_until(lambda: not IndexChange.objects.exists(), PATIENCE, "index changes wait for ever")
    assert_every_letter_went(portal.letters)
    assert get_engine().versions() == dict(Entry.objects.public().values_list("pk", "version"))
    for round_number in range(ROUNDS):
        [found] = finding.find(SearchQuery(f"cau tra loi so 7 luot {round_number}", limit=1)).cards
        assert found["title"] == f"Câu trả lời số 7 của lượt {round_number}"


def test_a_rebuild_that_is_killed_leaves_the_live_index_as_it_was(portal_on: Portal) -> None:
    _publish(400, "trước")
    indexing.rebuild(settings.SEARCH_ENGINE)
    indexing.drain_whole()
    before, live = get_engine().versions(), _generations()
    assert len(before) > 400
    command = [sys.executable, "manage.py", "rebuild_search", "--engine", settings.SEARCH_ENGINE]
    rebuild = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=portal_on.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until(lambda: _generations() - live, PATIENCE, "no build")
    finally:
        rebuild.kill()
        rebuild.wait(PATIENCE)
    assert get_engine().versions() == before
    assert finding.find(SearchQuery("cau tra loi so 7 luot truoc", limit=1)).cards
    indexing.rebuild(settings.SEARCH_ENGINE)
    assert get_engine().versions() == before
    assert len(_generations()) == 1, "what a killed rebuild left stays for ever"


def _generations() -> set[str]:
    """Return the names of the indices that there are, live or not."""
    engine = get_engine()
    if isinstance(engine, EmbeddedEngine):
        return {path.name for path in settings.SEARCH_INDEX_DIR.iterdir() if path.is_dir()}
    assert isinstance(engine, ElasticsearchEngine)
    return set(engine.indices.generations())


def _ask(times: int) -> None:
    """Let so many people ask; each has a letter to get."""
    field, province = PolicyField.objects.get(slug="bao-hiem-that-nghiep"), Province.objects.current().first()
    consent = ConsentText.objects.latest("pk")
    for number in range(times):
        sender = {
            "sender_type": "individual",
            "sender_name": "Nguyễn Thị Hoa",
            "email": f"hoa{number}@nguoidan.example",
        }
        procedure.submit(
            token=uuid.uuid4(),
            title=f"Câu hỏi số {number}",
            content="Tôi nghỉ việc từ tháng trước.",
            policy_field=field,
            sender=sender | {"province": province},
            consent_text=consent,
        )
    assert Case.objects.count() == times


def _publish(count: int, name: str) -> None:
    """Publish so many answers at once; each has a change to give to the index."""
    field, unit = PolicyField.objects.get(slug="bao-hiem-that-nghiep"), Unit.objects.get(code="VL")
    answers = [
        loading.NewAnswer(
            key=f"{name}:{number}",
            title=f"Câu trả lời số {number} của {name}",
            question="Tôi nghỉ việc từ tháng trước.",
            short_answer="Nộp hồ sơ trong ba tháng.",
            blocks=[{"type": "note", "value": f"Nộp tại trung tâm, phòng {number}, {name}."}],
            field_id=field.pk,
            unit_id=unit.pk,
            answered_on=datetime.date(2025, 3, 10),
        )
        for number in range(count)
    ]
    known = AnswerPage.objects.count()
    loading.load(answers)
    assert AnswerPage.objects.count() == known + count


def _the_lease_runs_out() -> None:
    """Let the two minutes pass for which a killed worker still holds its letter."""
    OutboxMessage.objects.waiting().exclude(leased_until=None).update(leased_until=timezone.now())
