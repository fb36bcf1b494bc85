"""The whole road, rehearsed: real questions go through the real procedures, workflow, letters and index.

Each question is submitted, received, dispatched, assigned, drafted, approved by the leader and the editor, published,
its letter queued and its entry indexed; then it is looked for by the same question without accents.
"""

import json
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from base import worker
from base.html import paragraphs
from casework import procedure
from casework.models import Case, CaseKind, ConsentText
from ministry.models import PolicyField, Post, Province, Role, Unit, User
from qa.compose import compose
from qa.models import AnswerPage
from search import finding
from search.engines import SearchQuery
from search.text import fold

FOUND_AMONG = 3


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays in the rehearsal: one holder of each post the road asks for."""

    intake: User
    handler: User
    leader: User
    editor: User
    field: PolicyField
    unit: Unit
    province: Province
    consent: ConsentText


def cast_from_posts() -> Cast:
    """Pick officers who hold the posts of the road today, in a unit that leads a field."""
    posts = Post.objects.current().select_related("user", "unit")
    today = timezone.localdate()
    for field in PolicyField.objects.current():
        unit = field.lead_unit_on(today)
        handler = posts.filter(unit=unit, role=Role.HANDLER).first()
        leader = posts.filter(unit=unit, role=Role.UNIT_LEADER).first()
        if unit and handler and leader and handler.user_id != leader.user_id:
            return Cast(
                intake=posts.filter(role=Role.INTAKE_OFFICER)[0].user,
                handler=handler.user,
                leader=leader.user,
                editor=posts.filter(role=Role.EDITOR)[0].user,
                field=field,
                unit=unit,
                province=Province.objects.current()[0],
                consent=ConsentText.objects.current()[0],
            )
    raise LookupError("No unit that leads a field has both a handler and a leader; load the sample content first.")


class Rehearsal:
    """Sends questions down the road and keeps the seconds of each step."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.seconds[step] += time.perf_counter() - started

    def send(self, question: str, answer: str) -> AnswerPage:
        """Send one question down the whole road and return its published page."""
        cast = self.cast
        with self._timed("ask"):
            case = self._submit(question)
        with self._timed("receive and dispatch"):
            procedure.receive(case, cast.intake, kind=CaseKind.POLICY_QUESTION, policy_field=cast.field)
            procedure.dispatch(case, cast.intake, unit=cast.unit)
        with self._timed("assign"):
            procedure.assign(case, cast.leader, handler=cast.handler)
        with self._timed("draft"):
            page = self._draft(case, question, answer)
        with self._timed("approve and publish"):
            page.get_workflow().start(page, cast.handler)
            for approver in (cast.leader, cast.editor):
                state = AnswerPage.objects.get(pk=page.pk).current_workflow_task_state
                state.task.specific.on_action(state, approver, "approve")
        return AnswerPage.public().get(pk=page.pk)

    def _submit(self, question: str) -> Case:
        return procedure.submit(
            token=uuid.uuid4(),
            title=question[:200],
            content=question,
            policy_field=self.cast.field,
            sender={
                "sender_type": "individual",
                "sender_name": "Người diễn tập",
                "phone": "0900000000",
                "email": "dien-tap@example.invalid",
                "province": self.cast.province,
            },
            consent_text=self.cast.consent,
        )

    def _draft(self, case: Case, question: str, answer: str) -> AnswerPage:
        page = AnswerPage.objects.get(pk=compose(self.cast.handler, case).pk)
        page.question = question
        page.short_answer = answer[:400]
        page.body = [("paragraph", paragraphs(answer))]
        page.save_revision(user=self.cast.handler)
        return page

    def drain(self) -> int:
        """Let the worker's queues run empty: letters and index."""
        done = 0
        with self._timed("letters and index"):
            while part := worker.drain_all():
                done += part
        return done

    def is_found(self, page: AnswerPage, question: str) -> bool:
        """Look for the page by its question without accents, as the next citizen types it."""
        with self._timed("find"):
            cards = finding.find(SearchQuery(text=fold(question), limit=FOUND_AMONG)).cards
        return page.address in [card["url"] for card in cards]


def read_questions(file: Path, limit: int | None = None) -> list[tuple[str, str]]:
    """Read pairs of question and answer from JSON lines of `{question, answer}`."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines[:limit]]
    return [(row["question"], row["answer"]) for row in rows]


def rehearse(
    questions: list[tuple[str, str]], cast: Cast, progress: Callable[[int], None] = lambda done: None
) -> dict[str, Any]:
    """Send every question down the road; return the figures: seconds a step, questions found again, misses."""
    run = Rehearsal(cast)
    pages = []
    for number, (question, answer) in enumerate(questions, start=1):
        pages.append((run.send(question, answer), question))
        progress(number)
    drained = run.drain()
    missed = [question for page, question in pages if not run.is_found(page, question)]
    return {
        "n": len(questions),
        "found": len(questions) - len(missed),
        "drained": drained,
        "seconds": {step: round(seconds, 3) for step, seconds in run.seconds.items()},
        "missed": missed,
    }
