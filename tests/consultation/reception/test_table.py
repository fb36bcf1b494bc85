"""The official table: every comment in one row, in the order of the law, with what may not be read kept out of it."""

import re

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultation.models import Comment, ConsultationPage, OutcomeKind, OutcomePage, Reception, ReceptionKind
from consultation.models.comments import HideReason
from consultation.procedure.answer import answer
from consultation.procedure.group import group
from consultation.procedure.put_into import put_into
from consultation.states import COUNTED, CommentState
from consultation.table import OTHER_MATTERS, Table
from consultation.table_page import context_of
from ministry.models import User
from tests.consultation.reception.steps import close, outcome_of, publish, said, these
from tests.consultation.steps import SECOND_TEXT, approve, bring_in, fresh

KEYS = ["", "dieu-1", "dieu-2", "dieu-2/khoan-1", "dieu-2/khoan-2", "dieu-2/khoan-2/diem-b", "dieu-3"]


def draft_of(page: OutcomePage) -> Table:
    return Table(page, draft=True)


def test_rows_stand_in_the_order_of_the_law(consultation: ConsultationPage, hoai: User) -> None:
    for key in ("", "dieu-3", "dieu-2/khoan-2/diem-b", "dieu-2/khoan-2", "dieu-2/khoan-1", "dieu-2/khoan-1", "dieu-1"):
        said(consultation, key, f"Ý kiến về {key}.")
    said(consultation, "", "Nên.", question_text="Có nên giảm mức đóng?")
    rows = list(draft_of(outcome_of(consultation, hoai)).rows())
    assert [(row.heading, row.begins) for row in rows] == [
        ("Điều 1", True),
        ("Khoản 1 Điều 2", True),
        ("Khoản 1 Điều 2", False),
        ("Khoản 2 Điều 2", True),
        ("Điểm b khoản 2 Điều 2", True),
        ("Điều 3", True),
        ("Câu hỏi: Có nên giảm mức đóng?", True),
        (OTHER_MATTERS, True),
    ]


def test_a_campaign_is_one_row_with_its_count(consultation: ConsultationPage, hoai: User) -> None:
    letters = [said(consultation, "dieu-3", "Cho nộp qua mạng.", who=f"Nguyễn Văn {name}") for name in "ABCDEFGH"]
    firm = said(consultation, "dieu-3", "Cho nộp qua mạng.", who="Hiệp hội Dệt may", contributor_type="organisation")
    made = group(consultation, hoai, these(*letters, firm), title="Nộp qua mạng", key="dieu-3", is_campaign=True)
    answer(made, hoai, kind=ReceptionKind.ACCEPTED, explanation="Đã thêm Điều 5.")
    (row,) = draft_of(outcome_of(consultation, hoai)).rows()
    assert row.contributors == "Hiệp hội Dệt may, Nguyễn Văn A, Nguyễn Văn B và 6 người khác"
    assert row.said == "Nộp qua mạng (9 góp ý)\n– Cho nộp qua mạng."
    assert row.told == "Tiếp thu. Đã thêm Điều 5."
    assert row.heading == "Điều 3"


def test_what_is_hidden_is_counted_without_its_words(consultation: ConsultationPage, hoai: User) -> None:
    said(
        consultation,
        "dieu-1",
        "Ông X ở số 5 trốn đóng.",
        who="Kẻ tố giác",
        state=CommentState.HIDDEN,
        hide_reason=HideReason.PERSONAL_DATA,
    )
    said(consultation, "dieu-1", "Chưa ai đọc.", who="Người mới", state=CommentState.WAITING)
    said(consultation, "dieu-1", "Đã rút.", state=CommentState.WITHDRAWN)
    table = draft_of(outcome_of(consultation, hoai))
    hidden, waiting = table.rows()
    assert (table.count, hidden.contributors) == (2, "Cá nhân")
    assert hidden.said == "[Không công khai: có thông tin riêng của người khác]"
    assert waiting.said == "[Chưa công khai: chờ kiểm duyệt]"


def test_two_versions_commented_on_are_told_apart(
    consultation: ConsultationPage, hoai: User, phuc: User, minh: User
) -> None:
    said(consultation, "dieu-3", "Về bản đầu.")
    page = consultation.get_latest_revision_as_object()
    page.document = bring_in(consultation, SECOND_TEXT, "Dự thảo 2", consultation.current_document)
    page.save_revision(user=hoai)
    approve(page, hoai, phuc, minh)
    said(fresh(consultation), "dieu-4", "Về bản sau.")
    rows = draft_of(outcome_of(consultation, hoai)).rows()
    assert [row.heading for row in rows] == ["Điều 3 (bản 1)", "Điều 4 (bản 2)"]


def test_a_batch_shows_its_own_answers_and_a_stranger_nothing_early(
    consultation: ConsultationPage, hoai: User, phuc: User, minh: User
) -> None:
    one, two = (said(consultation, "dieu-1", text) for text in ("Một.", "Hai."))
    answer(one, hoai, kind=ReceptionKind.NOTED, explanation="Ghi nhận một.")
    page = outcome_of(consultation, hoai, OutcomeKind.BATCH)
    put_into(page, hoai, Reception.objects.all())
    assert Table(page).count == 0, "nothing is public yet"
    page = publish(page, hoai, phuc, minh)
    answer(two, hoai, kind=ReceptionKind.ACCEPTED, explanation="Tiếp thu hai.")
    assert [row.said for row in Table(page).rows()] == ["Một."]
    consultation = close(consultation)
    outcome = publish(outcome_of(consultation, hoai), hoai, phuc, minh)
    assert [row.said for row in Table(outcome).rows()] == ["Một.", "Hai."]
    said(consultation, "dieu-1", "Sau cùng.")
    assert Table(outcome).count == 2
    assert dict(Table(outcome).kinds()) == {
        "Tiếp thu": 1,
        "Tiếp thu một phần": 0,
        "Giải trình, bảo lưu": 0,
        "Ghi nhận": 1,
    }


@given(data=st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_every_counted_comment_stands_in_one_row(
    consultation: ConsultationPage, hoai: User, data: st.DataObject
) -> None:
    """Whatever is commented on, grouped, answered and hidden; the totals are those of plain SQL."""
    Comment.objects.all().delete()
    consultation.groups.all().delete()
    states = data.draw(st.lists(st.sampled_from(CommentState.values), min_size=1, max_size=12))
    comments = [
        said(consultation, data.draw(st.sampled_from(KEYS)), f"Ý {at}.", state=state) for at, state in enumerate(states)
    ]
    counted = [comment for comment in comments if comment.state in COUNTED]
    for comment in counted:
        if data.draw(st.booleans()):
            answer(comment, hoai, kind=data.draw(st.sampled_from(ReceptionKind.values)), explanation="Vì thế.")
    for _ in range(data.draw(st.integers(0, 3))):
        free = list(Comment.objects.counted().filter(reception=None, group__reception=None))
        chosen = [comment for comment in free if data.draw(st.booleans())]
        if chosen:
            made = group(consultation, hoai, these(*chosen), title="Nhóm", key=data.draw(st.sampled_from(KEYS)))
            if data.draw(st.booleans()):
                answer(made, hoai, kind=ReceptionKind.EXPLAINED, explanation="Vì thế.")
    page = consultation.outcomes().first() or outcome_of(consultation, hoai)
    table = draft_of(page)
    shown = sorted(pk for row in table.plan for pk in row.members)
    assert shown == sorted(comment.pk for comment in counted)
    assert sum(row.count for row in table.rows()) == len(counted)
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(COUNTED))
        cursor.execute(
            f"SELECT count(*) FROM consultation_comment WHERE consultation_id = %s AND state IN ({marks})",
            [consultation.pk, *COUNTED],
        )
        assert cursor.fetchone() == (table.count,)
        cursor.execute(
            "SELECT count(*) FROM consultation_comment c"
            " LEFT JOIN consultation_reception r ON r.comment_id = c.id"
            " LEFT JOIN consultation_reception g ON g.group_id = c.group_id"
            f" WHERE c.consultation_id = %s AND c.state IN ({marks}) AND coalesce(r.kind, g.kind) = 'explained'",
            [consultation.pk, *COUNTED],
        )
        assert cursor.fetchone() == (dict(table.kinds())["Giải trình, bảo lưu"],)


def test_a_long_table_is_read_in_portions(
    consultation: ConsultationPage, hoai: User, rf: RequestFactory, django_assert_max_num_queries: object
) -> None:
    first = said(consultation, "dieu-1", "Ý đầu.")
    made = [
        Comment(
            contribution=first.contribution,
            consultation=consultation,
            document=first.document,
            key=key,
            content=f"Ý {at}",
            state=CommentState.SHOWN,
        )
        for at, key in enumerate(["dieu-1", "dieu-3"] * 110)
    ]
    Comment.objects.bulk_create(made)
    page = outcome_of(consultation, hoai)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        context = context_of(draft_of(page), rf.get("/"))
    assert (context["first"], context["last"], context["of"]) == (1, 100, 221)
    assert [heading for heading, _ in context["headings"]] == ["Điều 1", "Điều 3"]
    seen = [row.name for row in context["rows"]]
    while context["next_url"]:
        context = context_of(draft_of(page), rf.get(f"/{context['next_url']}"))
        seen += [row.name for row in context["rows"]]
    assert len(set(seen)) == len(seen) == 221
    assert context["rows"][0].begins is False
    assert context_of(draft_of(page), rf.get("/?tu=n999999"))["first"] == 1


def test_the_page_shows_it(
    consultation: ConsultationPage, hoai: User, phuc: User, minh: User, stranger: Client
) -> None:
    comment = said(consultation, "dieu-1", "<b>Ý kiến</b> & thêm.", who="Trần <i>Văn</i> Bảy")
    answer(comment, hoai, kind=ReceptionKind.PARTLY_ACCEPTED, explanation="Đã sửa <một> phần.")
    page = publish(outcome_of(close(consultation), hoai, consulted=63), hoai, phuc, minh)
    context = page.get_context(RequestFactory().get("/"))
    from django.template.loader import render_to_string

    html = re.sub(r"\s+", " ", render_to_string("consultation/reception_table.html", context))
    assert "Tổng số 63 cơ quan, tổ chức, cá nhân đã gửi xin ý kiến" in html
    assert "số 1 ý kiến nhận được" in html
    assert "&lt;b&gt;Ý kiến&lt;/b&gt; &amp; thêm." in html
    assert "Đã sửa &lt;một&gt; phần." in html
    assert f'href="{page.address}bang.docx"' in html


@pytest.mark.parametrize("name", ["bang.docx", "bang.xlsx"])
def test_files_are_given_of_public_pages_alone_and_made_once(
    consultation: ConsultationPage,
    hoai: User,
    phuc: User,
    minh: User,
    stranger: Client,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    comment = said(consultation, "dieu-1", "Một.")
    answer(comment, hoai, kind=ReceptionKind.NOTED, explanation="Ghi nhận.")
    page = outcome_of(close(consultation), hoai)
    assert stranger.get(f"{page.address}{name}").status_code == 404
    page = publish(page, hoai, phuc, minh)
    answer_ = stranger.get(f"{page.address}{name}")
    assert answer_.status_code == 200
    assert "attachment" in answer_["Content-Disposition"]
    monkeypatch.setattr("consultation.outcome_downloads.Table", None)
    again = stranger.get(f"{page.address}{name}")
    assert (again.content, again["Content-Disposition"]) == (answer_.content, answer_["Content-Disposition"])
    assert stranger.get(f"{consultation.address}ket-qua/2/{name}").status_code == 404
    assert stranger.get(f"/du-thao/999-x/ket-qua/1/{name}").status_code == 404
