"""A clerk keys in twenty letters: source, contributor, comments on many provisions, the scanned original."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from consultation.models import Comment, ConsultationPage, Contribution, ContributionFile
from consultation.states import CommentState
from ministry.models import Province, User
from tests.uploads import samples


class Clerk:
    """Hoài at the form, sending what is on it."""

    def __init__(self, client: Client, consultation: ConsultationPage) -> None:
        self.client = client
        self.url = f"/admin/lay-y-kien/{consultation.pk}/nhap/"
        self.page = client.get(self.url).content.decode()
        document = consultation.current_document
        assert document is not None
        self.order = {node.key: node.order for node in document.nodes.all()}

    def send(self, **fields: Any) -> Any:
        carried = {
            "token": re.search(r'name="token" value="([^"]*)"', self.page)[1],  # type: ignore[index]
            "document": re.search(r'name="document" value="(\d+)"', self.page)[1],  # type: ignore[index]
            "provision": re.findall(r'name="provision" value="(\d+)"', self.page),
        }
        response = self.client.post(self.url, carried | LETTER | fields)
        self.page = response.content.decode() or self.page
        return response


LETTER = {
    "channel": "post",
    "provenance": "Công văn 12/HHDM ngày 2/11/2026",
    "received_on": timezone.localdate().isoformat(),
    "contributor_type": "organisation",
    "org_name": "Hiệp hội Dệt may Thanh Hóa",
    "name": "Trần Thanh Tùng",
    "province": "38",
}


@pytest.fixture
def clerk(
    as_officer: Callable[[User], Client], hoai: User, consultation: ConsultationPage, province: Province
) -> Clerk:
    return Clerk(as_officer(hoai), consultation)


def test_a_letter_with_comments_on_several_provisions(clerk: Clerk, hoai: User) -> None:
    first, second = clerk.order["dieu-1"], clerk.order["dieu-3"]
    clerk.send(go="add", add=[str(first), str(second)], whole="Dự thảo còn chung chung.")
    assert "Dự thảo còn chung chung." in clerk.page
    assert "Hiệp hội Dệt may Thanh Hóa" in clerk.page
    said = {f"comment_{first}": "Nói rõ đối tượng.", f"comment_{second}": "Cho nộp qua mạng.", "whole": "Chung chung."}
    response = clerk.send(go="next", files=SimpleUploadedFile("cong-van.pdf", samples.pdf()), **said)
    assert response.status_code == 302
    assert "channel=post" in response["Location"], "the next letter of the pile begins with the same source"
    made = Contribution.objects.get()
    assert (made.channel, made.provenance, made.keyed_in_by) == ("post", LETTER["provenance"], hoai)
    assert (made.shown_as, made.late) == ("Hiệp hội Dệt may Thanh Hóa", False)
    assert [each.key for each in made.comments.order_by("pk")] == ["dieu-1", "dieu-3", ""]
    assert set(made.comments.values_list("state", flat=True)) == {CommentState.SHOWN}
    assert Comment.objects.counted().count() == 3
    assert ContributionFile.objects.get().contribution == made
    assert made.contributor.consent_text is None


def test_sent_twice_it_is_one(clerk: Clerk) -> None:
    page = clerk.page
    clerk.send(whole="Một ý kiến.", go="save")
    clerk.page = page
    clerk.send(whole="Một ý kiến.", go="save")
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"provenance": ""}, "Cần ghi nguồn để đối chiếu"),
        ({"whole": ""}, "ít nhất một ô"),
        ({"org_name": ""}, "Xin ghi tên doanh nghiệp, tổ chức hoặc cơ quan."),
        ({"received_on": "2999-01-01"}, "Ngày nhận không thể sau hôm nay."),
        ({"received_on": "hôm qua"}, "Ngày chưa đúng."),
        ({"channel": "portal"}, "Xin chọn một mục trong danh sách."),
    ],
)
def test_what_is_missing_is_told_and_nothing_lost(changes: dict[str, str], said: str, clerk: Clerk) -> None:
    file = SimpleUploadedFile("cong-van.pdf", samples.pdf())
    clerk.send(**({"whole": "Một ý kiến.", "go": "save", "files": file} | changes))
    assert said in clerk.page
    assert "cong-van.pdf" in clerk.page, "the file need not be chosen again"
    assert not Contribution.objects.exists()


def test_what_came_after_the_last_day_is_marked_by_the_day_it_was_received(
    clerk: Clerk, consultation: ConsultationPage
) -> None:
    ended = timezone.localdate() - datetime.timedelta(days=3)
    ConsultationPage.objects.filter(pk=consultation.pk).update(closes_on=ended, ends_on=ended)
    clerk.send(whole="Đến đúng hạn.", go="next", received_on=ended.isoformat())
    clerk.page = clerk.client.get(clerk.url).content.decode()
    clerk.send(whole="Đến muộn.", go="next")
    assert [made.late for made in Contribution.objects.order_by("pk")] == [False, True]
