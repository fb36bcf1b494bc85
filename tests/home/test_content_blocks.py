"""What an editor can build a plain page from, as a stranger and a program read it."""

import io
import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Page

from base.models import PortalDocument, PortalImage, PortalSettings
from home.models import ContentPage, HomePage


def read(stranger: Client, body: list[dict[str, Any]], slug: str = "trang") -> str:
    """Publish a page of these blocks and return what a stranger reads."""
    page = HomePage.objects.get().add_child(
        instance=ContentPage(title="Trang thử", slug=slug, body=json.dumps(body), live=False)
    )
    page.save_revision().publish()
    program = stranger.get(f"/api/v2/pages/{page.pk}/").json()
    assert [block["type"] for block in program["body"]] == [block["type"] for block in body]
    return stranger.get(f"/{slug}/").content.decode()


@pytest.mark.django_db
def test_questions_fold_without_javascript(stranger: Client) -> None:
    shown = read(
        stranger,
        [{"type": "questions", "value": [{"question": "Mất <mã>?", "answer": "<p>Gọi <b>Bộ</b>.</p>"}]}],
    )
    assert "<summary>Mất &lt;mã&gt;?</summary>" in shown
    assert "<p>Gọi <b>Bộ</b>.</p>" in shown


@pytest.mark.django_db
def test_a_table_tells_its_headings_to_every_cell(stranger: Client) -> None:
    table = {
        "columns": [{"type": "text", "heading": "Việc"}, {"type": "text", "heading": "Bao lâu"}],
        "rows": [{"values": ["Tiếp nhận", "5 ngày"]}],
        "caption": "Thời hạn",
    }
    shown = read(stranger, [{"type": "table", "value": table}])
    assert "<caption>Thời hạn</caption>" in shown
    assert '<th scope="col">Bao lâu</th>' in shown
    assert '<td data-heading="Bao lâu">5 ngày</td>' in shown


@pytest.mark.django_db
def test_a_picture_has_the_text_that_stands_for_it(stranger: Client) -> None:
    png = io.BytesIO()
    Image.new("RGB", (1200, 400), "white").save(png, "PNG")
    picture = PortalImage.objects.create(title="so-do.png", file=ContentFile(png.getvalue(), "so-do.png"))
    value = {"picture": {"image": picture.pk, "alt_text": "Sơ đồ đường đi", "decorative": False}, "caption": "Cổng B"}
    shown = read(stranger, [{"type": "picture", "value": value}])
    assert 'alt="Sơ đồ đường đi"' in shown
    assert "<figcaption>Cổng B</figcaption>" in shown
    assert 'width="800"' in shown
    block = ContentPage.body.field.stream_block.child_blocks["picture"].child_blocks["picture"]
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"image": picture.pk, "alt_text": "", "decorative": False}))
    assert list(refused.value.block_errors) == ["alt_text"]


@pytest.mark.django_db
def test_a_file_is_given_as_long_as_its_page_is_public(stranger: Client) -> None:
    file = PortalDocument.objects.create(title="Mẫu đơn", file=ContentFile(b"%PDF-1.4", "mau.pdf"))
    assert stranger.get(file.url).status_code == 404
    shown = read(stranger, [{"type": "documents", "value": [file.pk]}])
    assert f'<a href="{file.url}" download>Mẫu đơn</a>' in shown
    assert "(PDF," in shown
    Page.objects.get(slug="trang").unpublish()
    assert stranger.get(file.url).status_code == 404


@pytest.mark.django_db
def test_contacts_can_be_called_and_are_written_in_one_place(stranger: Client) -> None:
    portal = PortalSettings.load()
    portal.hotline = "1900 0000"
    portal.offices = [("contact", {"name": "Phòng tiếp dân", "phone": "+84 24 1234 5678", "email": "td@bo.test"})]
    portal.save()
    own = {"name": "Chi cục", "address": "Số 3", "phone": "028 1111 2222", "email": "", "opening_hours": ""}
    shown = read(stranger, [{"type": "offices", "value": None}, {"type": "contact", "value": own}])
    for words in ("Phòng tiếp dân", "tel:+842412345678", "mailto:td@bo.test", "Chi cục", "tel:02811112222"):
        assert words in shown
    portal.offices = []
    portal.save()
    assert "Phòng tiếp dân" not in stranger.get("/trang/").content.decode()


@pytest.mark.django_db
def test_a_button_leads_to_a_door_of_the_portal(stranger: Client) -> None:
    shown = read(stranger, [{"type": "action", "value": {"door": "/theo-doi/"}}])
    assert '<a class="button" href="/theo-doi/">Theo dõi câu hỏi đã gửi</a>' in shown


@pytest.mark.django_db
def test_a_page_below_another_shows_the_way(stranger: Client) -> None:
    read(stranger, [{"type": "note", "value": "Cha"}], "cha")
    page = ContentPage.objects.get(slug="cha").add_child(
        instance=ContentPage(title="Trang con", slug="con", body=[("note", "Con")])
    )
    page.save_revision().publish()
    shown = stranger.get("/cha/con/").content.decode()
    assert '<li><a href="/cha/">Trang thử</a></li>' in shown
