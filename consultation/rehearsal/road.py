"""The road of one consultation, with the seconds of each step: put to the public, commented on, answered, concluded."""

import datetime
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.utils import timezone

from base import outbox
from base.models import BasePage
from casework.models import ConsentText
from consultation import campaigns, concluding, table_files, versions
from consultation.comparing.lineage import propose
from consultation.models import (
    Comment,
    CommentGroup,
    ConsultationIndexPage,
    ConsultationPage,
    Contribution,
    DraftDocument,
    OutcomeKind,
    OutcomeLetter,
    OutcomePage,
    Reception,
    ReceptionKind,
)
from consultation.procedure.answer import answer_all
from consultation.procedure.group import group
from consultation.rehearsal.cast import Cast
from consultation.rehearsal.changes import revised
from consultation.rehearsal.people import sayings
from consultation.rehearsal.sending import moderate, send
from consultation.structure.building import build
from consultation.structure.files import read_file
from consultation.table import Table
from ministry.models import Province

DAYS_OPEN = 59
AT_ONCE = 20
EXPLANATIONS = {
    ReceptionKind.ACCEPTED: "Đã sửa theo góp ý.",
    ReceptionKind.PARTLY_ACCEPTED: "Đã sửa một phần; phần còn lại đã có ở điều khác.",
    ReceptionKind.EXPLAINED: "Giữ như dự thảo, vì quy định này theo luật hiện hành.",
    ReceptionKind.NOTED: "Xin ghi nhận để nghiên cứu khi hướng dẫn thi hành.",
}


class Road:
    """Takes one draft down the whole road and keeps the seconds of each step."""

    def __init__(self, cast: Cast, tell: Callable[[str], None] = lambda step: None, seed: int = 1) -> None:
        self.cast = cast
        self.chance = random.Random(seed)  # noqa: S311  (made-up people, no secret)
        self.tell = tell
        self.seconds: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        self.tell(step)
        started = time.perf_counter()
        yield
        self.seconds[step] += time.perf_counter() - started

    def open(self, file: Path) -> ConsultationPage:
        """Read the file as the importer does, and put it to the public."""
        with self.timed("import"):
            tree = build(read_file(file.name, file))
            page = self._page(tree.title)
            page.document = DraftDocument(consultation=page, label="Dự thảo 1", made_by=self.cast.drafter)
            versions.keep(page.document, tree)
        with self.timed("publish the draft"):
            page.save()
            page.save_revision(user=self.cast.drafter)
            self.approve(page)
        return ConsultationPage.objects.get(pk=page.pk)

    def _page(self, title: str) -> ConsultationPage:
        today = timezone.localdate()
        page = ConsultationPage(
            title=f"Diễn tập: {' '.join(title.split())}"[:250],
            unit=self.cast.unit,
            field=self.cast.field,
            summary="Diễn tập lấy ý kiến.",
            starts_on=today,
            ends_on=today + datetime.timedelta(days=DAYS_OPEN),
            owner=self.cast.drafter,
            live=False,
        )
        ConsultationIndexPage.objects.get().add_child(instance=page)
        return page

    def approve(self, page: BasePage) -> None:
        """Send a page on, and have the head of the unit and an editor approve it."""
        manager = type(page)._default_manager
        page.get_workflow().start(manager.get(pk=page.pk), self.cast.drafter)
        for approver in (self.cast.head, self.cast.editor):
            state = manager.get(pk=page.pk).current_workflow_task_state
            state.task.specific.on_action(state, approver, "approve")

    def comment(self, consultation: ConsultationPage, count: int) -> None:
        """Let people comment on random provisions, and an editor look at what they say."""
        document = consultation.current_document
        keys = list(document.nodes.values_list("key", flat=True)) if document else []
        province, consent = Province.objects.current()[0], ConsentText.objects.current()[0]
        with self.timed("comment"):
            for saying in sayings(count, keys, self.chance):
                send(consultation, saying, province, consent)
        with self.timed("moderate"):
            moderate(consultation, self.cast.editor)

    def close(self, consultation: ConsultationPage) -> ConsultationPage:
        """Let the last day pass."""
        last = timezone.localdate() - datetime.timedelta(days=1)
        first = last - datetime.timedelta(days=DAYS_OPEN)
        ConsultationPage.objects.filter(pk=consultation.pk).update(starts_on=first, ends_on=last, closes_on=last)
        return ConsultationPage.objects.get(pk=consultation.pk)

    def answer(self, consultation: ConsultationPage) -> int:
        """Group the letters written beforehand, answer groups and comments; return how many groups there are."""
        drafter = self.cast.drafter
        with self.timed("group"):
            for found in campaigns.proposals(consultation):
                if len(found.same) < 2:  # what is only nearly the same is for a person to look at
                    continue
                chosen = Comment.objects.filter(pk__in=found.same)
                document, key = campaigns.place_of(chosen)
                title = found.title
                group(consultation, drafter, chosen, title=title, document=document, key=key, is_campaign=True)
        with self.timed("answer"):
            groups: list[Comment | CommentGroup] = [*consultation.groups.all()]
            targets = groups + list(campaigns.free(consultation).order_by("pk"))
            for at in range(0, len(targets), AT_ONCE):
                kind = self.chance.choice(list(ReceptionKind))
                answer_all(targets[at : at + AT_ONCE], drafter, kind=kind, explanation=EXPLANATIONS[kind])
        return len(groups)

    def revise(self, consultation: ConsultationPage) -> DraftDocument:
        """Write the second version, and confirm what became of the first one's provisions as it is proposed."""
        with self.timed("second version and lineage"):
            first = consultation.current_document
            if first is None:
                raise LookupError("the consultation has no text")
            old = versions.tree(first)
            second = DraftDocument(consultation=consultation, label="Dự thảo 2", previous=first)
            versions.keep(second, revised(old, self.chance))
            versions.keep_links(second, propose(old, versions.tree(second)))
            second.lineage_confirmed_at, second.lineage_confirmed_by = timezone.now(), self.cast.drafter
            second.save()
        return second

    def conclude(self, consultation: ConsultationPage, document: DraftDocument) -> OutcomePage:
        """Publish the outcome with the second version."""
        with self.timed("publish the outcome"):
            page = OutcomePage(
                title="Bản tổng hợp ý kiến, tiếp thu, giải trình",
                kind=OutcomeKind.OUTCOME,
                document=document,
                consulted=0,
                owner=self.cast.drafter,
                live=False,
            )
            consultation.add_child(instance=page)
            page.save_revision(user=self.cast.drafter)
            self.approve(page)
        return OutcomePage.objects.get(pk=page.pk)

    def files(self, page: OutcomePage) -> dict[str, int]:
        """Make both files of the table; return their sizes in bytes."""
        with self.timed("table as DOCX"):
            docx = len(table_files.docx(Table(page)).content)
        with self.timed("table as XLSX"):
            xlsx = len(table_files.xlsx(Table(page)).content)
        return {"docx": docx, "xlsx": xlsx}

    def letters(self) -> None:
        """Let the outbox run empty."""
        with self.timed("letters"):
            while outbox.drain():
                pass


def faults(page: OutcomePage) -> list[str]:
    """Return what is not as it must be when all is done; nothing when the rehearsal went well."""
    consultation, said = page.consultation, []
    newest = consultation.current_document
    counted = Comment.objects.counted().filter(consultation=consultation)
    placed = counted.filter(places__document=newest, places__is_main=True)
    if missing := counted.count() - placed.count():
        said.append(f"{missing} comments have no place in version {newest.ordinal if newest else 0}")
    if left := concluding.unanswered(consultation).count():
        said.append(f"{left} comments have no answer")
    if hidden := Reception.objects.filter(consultation=consultation, published_at=None).count():
        said.append(f"{hidden} answers are not public")
    if (shown := Table(page).count) != counted.count():
        said.append(f"the table has {shown} of {counted.count()} comments")
    reachable = Contribution.objects.filter(consultation=consultation, contributor__email__gt="").count()
    if (told := OutcomeLetter.objects.filter(page=page).count()) != reachable:
        said.append(f"{told} letters for {reachable} contributions with an address")
    return said


def rehearse(file: Path, count: int, cast: Cast, tell: Callable[[str], None] = lambda step: None) -> dict[str, Any]:
    """Take a draft down the whole road with `count` made-up comments; return the figures and what went wrong."""
    road = Road(cast, tell)
    consultation = road.open(file)
    road.comment(consultation, count)
    consultation = road.close(consultation)
    groups = road.answer(consultation)
    page = road.conclude(consultation, road.revise(consultation))
    sizes = road.files(page)
    road.letters()
    newest = consultation.current_document
    return {
        "consultation": consultation.number,
        "provisions": newest.nodes.count() if newest else 0,
        "comments": count,
        "groups": groups,
        "rows": len(Table(page).plan),
        "letters": OutcomeLetter.objects.filter(page=page).count(),
        "bytes": sizes,
        "seconds": {step: round(seconds, 3) for step, seconds in road.seconds.items()},
        "faults": faults(page),
    }
