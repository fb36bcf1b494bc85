"""kill -9 of web and worker at every step of the road: nothing is lost, nothing is answered twice.

Several people are on the road abreast. At each step all of them press their button at once, and while the requests are
under way the web server, the worker or both are killed; then everything is started again and everybody presses once
more, as people do, whether an answer had come or not.
"""

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
import requests
from django.db import connection, connections
from django.urls import reverse
from wagtail.models import TaskState

from base.models import OutboxMessage
from casework.models import Answer, Case
from ministry.models import PolicyField, Unit, User
from qa.models import AnswerPage, AskDraft
from search.engines import get_engine
from search.models import Entry, IndexChange
from tests.processes.letters import assert_every_letter_went
from tests.processes.people import Asker, NoAnswerError, Officer
from tests.processes.running import PATIENCE, Portal, wait_until

pytestmark = pytest.mark.processes

BOTH = ("web", "worker")
ABREAST = 4
SEED = 20191202
LONGEST_BEFORE_THE_KILL = 0.6
MATTERS = ("cấp lại thẻ", "chuyển nơi hưởng", "tạm dừng trợ cấp", "nộp hồ sơ trực tuyến")


class Road:
    """The portal, who is on the road, and the one who kills."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.random = random.Random(SEED)
        self.killed: Counter[str] = Counter()
        self.unanswered = 0

    def step(self, *presses: Callable[[], None], victims: Sequence[str] = ("web",)) -> None:
        """Let everybody press at once, kill meanwhile, start again, and let everybody press once more."""
        before_the_kill = self.random.uniform(0, LONGEST_BEFORE_THE_KILL)
        with ThreadPoolExecutor(len(presses)) as people:
            going = [people.submit(_one_press, press) for press in presses]
            time.sleep(before_the_kill)
            for name in victims:
                self.portal.kill(name)
                self.killed[name] += 1
            self.unanswered += sum(not one.result() for one in going)
        if "worker" in victims:
            the_lease_runs_out()
            self.portal.start_worker()
        if "web" in victims:
            self.portal.start_web()
        for press in presses:
            press()


def _one_press(press: Callable[[], None]) -> bool:
    """Press a button in a thread; False when the server went away before it answered."""
    try:
        press()
    except NoAnswerError:
        return False
    finally:
        connections.close_all()
    return True


def the_lease_runs_out() -> None:
    """Let the two minutes pass for which a killed worker still holds its letter."""
    OutboxMessage.objects.waiting().update(leased_until=None)


def test_kill_of_web_and_worker_at_every_step_loses_nothing_and_answers_nothing_twice(portal: Portal) -> None:
    portal.start_worker()
    portal.start_web()
    road = Road(portal)
    askers = [Asker(portal.address, f"Thủ tục {matter} thất nghiệp làm ở đâu?") for matter in MATTERS[:ABREAST]]
    hanh, lan, nam, minh = (Officer(portal.address, name) for name in ("hanh.vp", "lan.vl", "nam.vl", "minh.tttt"))

    road.step(*[asker.fill_in for asker in askers])
    road.step(*[asker.send for asker in askers], victims=BOTH)
    cases = {asker.title: asker.codes.number for asker in askers if asker.codes}
    assert len(set(cases.values())) == len(askers)

    field, unit = PolicyField.objects.get(slug="bao-hiem-that-nghiep"), Unit.objects.get(code="VL")
    handler = str(User.objects.get(username="nam.vl").pk)
    for officer, verb, data in (
        (hanh, "receive", {"kind": "policy_question", "policy_field": str(field.pk)}),
        (hanh, "dispatch", {"unit": str(unit.pk)}),
        (lan, "assign", {"handler": handler}),
    ):
        road.step(*[partial(officer.post, _desk(number, f"viec/{verb}"), **data) for number in cases.values()])
        wanted = Counter(dict.fromkeys(cases.values(), 1))
        assert Counter(Case.objects.filter(events__verb=verb).values_list("number", flat=True)) == wanted, verb

    road.step(*[partial(nam.post, _desk(number, "lam/compose")) for number in cases.values()])
    pages = [_page_of(number) for number in cases.values()]
    road.step(*[partial(_write_and_submit, nam, page) for page in pages], victims=BOTH)
    for officer, victims in ((lan, ("web",)), (minh, BOTH)):
        road.step(*[partial(_approve, officer, page, _waiting_step(page)) for page in pages], victims=victims)

    wait_until(_the_worker_is_done, PATIENCE, "the worker leaves something undone")
    for asker in askers:
        asker.send()  # the form of the first day, sent once more
        assert "Đã trả lời" in asker.follow()
        assert asker.title in _search(portal, asker.title.lower())
    _assert_nothing_lost_and_nothing_twice(askers, pages)
    assert_every_letter_went(portal.letters)
    assert road.unanswered, "no kill met a request that was under way: the test does not test what it says"


def _assert_nothing_lost_and_nothing_twice(askers: Sequence[Asker], pages: Sequence[AnswerPage]) -> None:
    assert Counter(Case.objects.values_list("title", flat=True)) == Counter(asker.title for asker in askers)
    assert not AskDraft.objects.filter(token__in=Case.objects.values("token")).exists()
    for case in Case.objects.all():
        verbs = ["submit", "receive", "dispatch", "assign", "answer"]
        assert list(case.events.values_list("verb", flat=True)) == verbs
        assert Answer.objects.filter(case=case).count() == 1
    letters = OutboxMessage.objects.filter(topic="casework.letter")
    assert Counter(letters.values_list("payload__letter", flat=True)) == {"received": ABREAST, "answered": ABREAST}
    for page in pages:
        assert AnswerPage.objects.live().filter(pk=page.pk).exists()
        assert Entry.objects.public().filter(source="qa.answerpage", source_id=page.pk).count() == 1
        approved = TaskState.objects.filter(workflow_state__object_id=str(page.pk), status=TaskState.STATUS_APPROVED)
        assert approved.count() == 2
    assert get_engine().versions() == dict(Entry.objects.public().values_list("pk", "version"))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _desk(number: str, what: str) -> str:
    return f"/admin/ho-so/{number}/{what}/"


def _page_of(number: str) -> AnswerPage:
    [link] = Case.objects.get(number=number).page_links.all()
    return AnswerPage.objects.get(pk=link.page_id)


def _write_and_submit(nam: Officer, page: AnswerPage) -> None:
    """Fill in the editor's form and press “Trình duyệt”; the second time the page is locked and stays as it is."""
    page = AnswerPage.objects.get(pk=page.pk)
    data = {
        "title": page.title,
        "slug": page.slug,
        "question": "Câu hỏi đã biên tập về bảo hiểm thất nghiệp.",
        "short_answer": "Làm tại trung tâm dịch vụ việc làm.",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "note",
        "body-0-id": "",
        "body-0-value": f"Nộp tại trung tâm: {page.title}",
        "field": str(page.field_id),
        "unit": str(page.unit_id),
        "answered_on": f"{page.answered_on:%d/%m/%Y}",
        "publication_mode": page.publication_mode,
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-submit": "action-submit",
    }
    for prefix in ("legal_bases", "answer_files"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    nam.post(f"/admin/pages/{page.pk}/edit/", **data)


def _waiting_step(page: AnswerPage) -> TaskState:
    state = AnswerPage.objects.get(pk=page.pk).current_workflow_task_state
    assert state is not None
    return state


def _approve(officer: Officer, page: AnswerPage, step: TaskState) -> None:
    officer.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", step.pk]), comment="")


def _the_worker_is_done() -> bool:
    return not OutboxMessage.objects.waiting().exists() and not IndexChange.objects.exists()


def _search(portal: Portal, text: str) -> list[str]:
    shown = requests.get(f"{portal.address}/tim-kiem/", params={"q": text}, timeout=PATIENCE).text
    return [title.strip() for title in re.findall(r'class="card-title"><a [^>]*>([^<]+)</a>', shown)]
