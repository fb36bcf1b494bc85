"""What the stories of the archive share."""

from collections.abc import Callable

import pytest

from casework.models import Case
from ministry.models import User
from qa.compose import compose
from qa.models import AnswerPage


@pytest.fixture
def edit_form() -> Callable[..., dict[str, str]]:
    """Return a way to fill in the admin's editing form of an answer."""

    def fill(page: AnswerPage, **changes: str) -> dict[str, str]:
        data = {
            "title": page.title,
            "slug": page.slug,
            "question": page.question,
            "short_answer": page.short_answer,
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "note",
            "body-0-id": "",
            "body-0-value": "Nộp tại trung tâm.",
            "field": str(page.field_id),
            "unit": str(page.unit_id),
            "answered_on": "05/11/2026",
            "publication_mode": page.publication_mode,
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
        }
        for prefix in ("legal_bases", "answer_files"):
            data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
        return data | changes

    return fill


@pytest.fixture
def draft(assigned: Case, nam: User) -> AnswerPage:
    """Anh Nam's draft for chị Hoa's case, written but not submitted."""
    page = AnswerPage.objects.get(pk=compose(nam, assigned).pk)
    page.question = "Tôi nghỉ việc từ tháng trước. Bao giờ tôi được nhận trợ cấp thất nghiệp?"
    page.short_answer = "Nộp hồ sơ trong ba tháng kể từ ngày nghỉ việc."
    page.body = [("paragraph", "<p>Nộp tại trung tâm dịch vụ việc làm.</p>")]
    page.save_revision(user=nam)
    return page
