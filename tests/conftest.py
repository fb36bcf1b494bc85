"""The cast. Chị Hoa asks; Hạnh receives; anh Nam is an expert and bà Lan leads his unit; Minh edits the portal; Sơn and
Thúy are of another unit; Khánh inspects and Thu heads the inspection; Hoài drafts a law and Phúc heads the legal
department; a stranger is a client without an account."""

import datetime
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper
from pytest_django.plugin import DjangoDbBlocker

from casework import procedure
from casework.models import Case, ConsentText, DeadlineRule, TransferBody
from ministry.models import FieldLead, PolicyField, Post, Province, Role, Unit, User
from qa.models import AnswerPage, FieldPage, QAIndexPage

# A machine that is busy with something else makes no test fail.
hypothesis.settings.register_profile("busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("busy")

LONG_AGO = datetime.date(2017, 2, 17)
PASSWORD = "mat-khau-cua-vai-dien"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process works alone at the end."""
    items.sort(key=lambda item: not {"browser", "processes"} & {marker.name for marker in item.iter_markers()})


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from tests.scheduling import ByFile

    return ByFile(config, log)


@pytest.fixture(autouse=True)
def own_place(settings: SettingsWrapper, tmp_path: Path) -> Iterator[None]:
    """Give each test an index folder, a media folder and an empty cache of its own."""
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.UPLOADS_DIR = tmp_path / "uploads"
    cache.clear()
    yield
    cache.clear()


def _officer(username: str, full_name: str, unit: Unit, role: Role) -> User:
    user = User.objects.create_user(username, f"{username}@bo.test", PASSWORD, full_name=full_name)
    Post.objects.create(user=user, unit=unit, role=role, valid_from=LONG_AGO)
    return user


@pytest.fixture
def ministry(db: None) -> Unit:
    """The ministry with four units; its code is what everything else hangs on."""
    root = Unit.objects.create(code="BO", name="Bộ Lao động", valid_from=LONG_AGO)
    for code, name in (("VP", "Văn phòng Bộ"), ("VL", "Cục Việc làm"), ("TE", "Cục Trẻ em"), ("TTTT", "Trung tâm TT")):
        Unit.objects.create(code=code, name=name, parent=root, valid_from=LONG_AGO)
    return root


@pytest.fixture
def employment_unit(ministry: Unit) -> Unit:
    return Unit.objects.get(code="VL")


@pytest.fixture
def children_unit(ministry: Unit) -> Unit:
    return Unit.objects.get(code="TE")


@pytest.fixture
def insurance(employment_unit: Unit) -> PolicyField:
    """The field “bảo hiểm thất nghiệp”, led by anh Nam's unit."""
    field = PolicyField.objects.create(name="Bảo hiểm thất nghiệp", slug="bao-hiem-that-nghiep", valid_from=LONG_AGO)
    FieldLead.objects.create(field=field, unit=employment_unit, valid_from=LONG_AGO)
    return field


@pytest.fixture
def childcare(children_unit: Unit) -> PolicyField:
    """The field “trẻ em”, led by Sơn's unit."""
    field = PolicyField.objects.create(name="Trẻ em", slug="tre-em", valid_from=LONG_AGO)
    FieldLead.objects.create(field=field, unit=children_unit, valid_from=LONG_AGO)
    return field


@pytest.fixture
def hanh(ministry: Unit) -> User:
    return _officer("hanh", "Phạm Thị Hạnh", Unit.objects.get(code="VP"), Role.INTAKE_OFFICER)


@pytest.fixture
def nam(employment_unit: Unit) -> User:
    return _officer("nam", "Nguyễn Hải Nam", employment_unit, Role.HANDLER)


@pytest.fixture
def lan(employment_unit: Unit) -> User:
    return _officer("lan", "Trần Thị Lan", employment_unit, Role.UNIT_LEADER)


@pytest.fixture
def minh(ministry: Unit) -> User:
    return _officer("minh", "Lê Quang Minh", Unit.objects.get(code="TTTT"), Role.EDITOR)


@pytest.fixture
def son(children_unit: Unit) -> User:
    return _officer("son", "Đỗ Văn Sơn", children_unit, Role.HANDLER)


@pytest.fixture
def thuy(children_unit: Unit) -> User:
    return _officer("thuy", "Ngô Thị Thúy", children_unit, Role.UNIT_LEADER)


@pytest.fixture
def quan_tri(ministry: Unit) -> User:
    return _officer("quantri", "Lý Thành Công", Unit.objects.get(code="TTTT"), Role.ADMINISTRATOR)


@pytest.fixture
def inspection_unit(ministry: Unit) -> Unit:
    return Unit.objects.create(code="TTr", name="Thanh tra Bộ", parent=ministry, valid_from=LONG_AGO)


@pytest.fixture
def khanh(inspection_unit: Unit) -> User:
    return _officer("khanh", "Vương Quốc Khánh", inspection_unit, Role.INSPECTOR)


@pytest.fixture
def thu(inspection_unit: Unit) -> User:
    return _officer("thu", "Nguyễn Minh Thu", inspection_unit, Role.UNIT_LEADER)


@pytest.fixture
def legal_unit(ministry: Unit) -> Unit:
    return Unit.objects.create(code="PC", name="Vụ Pháp chế", parent=ministry, valid_from=LONG_AGO)


@pytest.fixture
def hoai(legal_unit: Unit) -> User:
    return _officer("hoai", "Lê Thị Hoài", legal_unit, Role.DRAFTER)


@pytest.fixture
def phuc(legal_unit: Unit) -> User:
    return _officer("phuc", "Bùi Văn Phúc", legal_unit, Role.UNIT_LEADER)


@pytest.fixture
def kept_connection(db: None) -> Iterator[None]:
    """Let the real door leave the connection open on which the test's transaction stands, as the test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def stranger(client: Client) -> Client:
    return client


@pytest.fixture
def as_officer() -> Callable[[User], Client]:
    """Return a way to sit at an officer's screen: `as_officer(nam).get(...)`."""

    def log_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def rules(db: None) -> None:
    """The dated rules a case needs: deadlines, a consent text, a body to transfer to."""
    DeadlineRule.objects.create(
        case_kind="policy_question", limit=10, unit="working_days", legal_basis="Quy chế", valid_from=LONG_AGO
    )
    for kind in ("concern", "recommendation"):
        DeadlineRule.objects.create(
            case_kind=kind, limit=20, unit="calendar_days", legal_basis="QĐ 574", verified=True, valid_from=LONG_AGO
        )
    ConsentText.objects.create(version="1", text="Tôi đồng ý.", valid_from=LONG_AGO)
    TransferBody.objects.create(code="BHXHVN", name="Bảo hiểm xã hội Việt Nam", valid_from=LONG_AGO)


@pytest.fixture
def province(db: None) -> Province:
    return Province.objects.create(code="38", name="Thanh Hóa", kind="tỉnh", valid_from=LONG_AGO)


@pytest.fixture
def hoa(province: Province) -> dict[str, Any]:
    """What chị Hoa says of herself."""
    return {
        "sender_type": "individual",
        "sender_name": "Nguyễn Thị Hoa",
        "phone": "0912345678",
        "email": "hoa@nguoidan.test",
        "province": province,
    }


@pytest.fixture
def ask(hoa: dict[str, Any], rules: None, insurance: PolicyField) -> Callable[..., Case]:
    """Return a way for chị Hoa to ask: `ask()` opens a case as the form does."""

    def submit(**changes: Any) -> Case:
        given: dict[str, Any] = {
            "token": uuid.uuid4(),
            "title": "Nghỉ việc bao lâu thì được nhận trợ cấp thất nghiệp?",
            "content": "Tôi nghỉ việc ở công ty may từ tháng trước, đã đóng bảo hiểm ba năm. Bao giờ tôi được nhận?",
            "policy_field": insurance,
            "sender": hoa,
            "consent_text": ConsentText.objects.get(version="1"),
        }
        return procedure.submit(**given | changes)

    return submit


@pytest.fixture
def case(ask: Callable[..., Case]) -> Case:
    """A case just submitted by chị Hoa."""
    return ask()


@pytest.fixture
def assigned(case: Case, hanh: User, nam: User, lan: User, employment_unit: Unit, insurance: PolicyField) -> Case:
    """Chị Hoa's case in the hands of anh Nam."""
    procedure.receive(case, hanh, kind=case.kind, policy_field=insurance)
    procedure.dispatch(case, hanh, unit=employment_unit)
    return procedure.assign(case, lan, handler=nam)


@pytest.fixture
def archive(insurance: PolicyField) -> QAIndexPage:
    """The archive with the page of one field."""
    index = QAIndexPage.objects.get()
    index.add_child(instance=FieldPage(title=insurance.name, slug=insurance.slug, field=insurance))
    return index


@pytest.fixture
def write_answer(archive: QAIndexPage, insurance: PolicyField, employment_unit: Unit) -> Callable[..., AnswerPage]:
    """Return a way to put an answer into the archive, live unless told otherwise."""
    from qa.compose import year_page

    def write(**changes: Any) -> AnswerPage:
        given: dict[str, Any] = {
            "title": "Nghỉ việc bao lâu thì được nhận trợ cấp thất nghiệp?",
            "question": "Tôi nghỉ việc từ tháng trước. Bao giờ tôi được nhận trợ cấp?",
            "short_answer": "Nộp hồ sơ trong ba tháng kể từ ngày nghỉ việc; sau 20 ngày có quyết định.",
            "body": [("paragraph", "<p>Người lao động nộp hồ sơ tại trung tâm dịch vụ việc làm.</p>")],
            "field": insurance,
            "unit": employment_unit,
            "answered_on": datetime.date(2025, 3, 10),
            "publication_mode": "anonymised",
            "live": False,
        }
        live = changes.pop("live", True)
        page = AnswerPage(**given | changes)
        year_page(page.answered_on.year).add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        return AnswerPage.objects.get(pk=page.pk)

    return write


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Before the test database goes, end whatever session a thread left in it, and say what that asked last."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor != "postgresql":
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT state, left(query, 300), pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
            for state, query, _ in cursor.fetchall():
                print(f"\na session was left in the test database, {state}: {query}", file=sys.stderr)
        connection.close()
