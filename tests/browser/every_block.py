"""A page that holds every block an editor can put on one, with words as long as people write them."""

import io
import json
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from base.models import PortalDocument, PortalImage
from home.models import ContentPage, HomePage

SLUG = "moi-loai-khoi"
LONG = "Người lao động đang đóng bảo hiểm thất nghiệp nộp hồ sơ tại trung tâm dịch vụ việc làm nơi mình muốn nhận. " * 3
LONG_LINK = (
    "https://dichvucong.example.vn/thu-tuc/giai-quyet-huong-tro-cap-that-nghiep/ho-so-va-thoi-han-giai-quyet.html"
)


def address_of_every_block() -> str:
    """Return the address of the page, which is made when it is not there."""
    page = ContentPage.objects.filter(slug=SLUG).first()
    if page is None:
        body = [{"type": name, "value": value} for name, value in _values().items()]
        page = HomePage.objects.get().add_child(
            instance=ContentPage(title="Mọi loại khối", slug=SLUG, body=json.dumps(body), live=False)
        )
        page.save_revision().publish()
    return str(page.url)


def _values() -> dict[str, Any]:
    """Return a value for each kind of block; a kind that is missing here is an error."""
    png = io.BytesIO()
    Image.new("RGB", (1600, 600), "#7fb2c6").save(png, "PNG")
    picture = PortalImage.objects.create(title="so-do.png", file=ContentFile(png.getvalue(), "so-do.png"))
    file = PortalDocument.objects.create(title=LONG[:120], file=ContentFile(b"%PDF-1.4", "mau-don.pdf"))
    file.get_file_size()
    rows = [{"values": [f"Bước {number}", LONG[:90], "20 ngày làm việc", "Miễn phí"]} for number in range(1, 5)]
    headings = ("Bước", "Việc cần làm", "Thời hạn giải quyết", "Lệ phí")
    values: dict[str, Any] = {
        "paragraph": f'<p>{LONG}</p><ul><li>{LONG}</li></ul><p><a href="{LONG_LINK}">{LONG_LINK}</a></p>',
        "heading": "Hồ sơ đề nghị hưởng trợ cấp thất nghiệp gồm những gì và nộp ở đâu?",
        "steps": [LONG, "Nhận phiếu hẹn.", "Nhận quyết định sau hai mươi ngày làm việc."],
        "note": LONG,
        "quote": {"text": LONG, "source": "Khoản 1 Điều 46 Luật Việc làm số 38/2013/QH13 ngày 16 tháng 11 năm 2013"},
        "questions": [{"question": f"{LONG[:150]}?", "answer": f"<p>{LONG}</p>"} for _ in range(2)],
        "picture": {
            "picture": {"image": picture.pk, "alt_text": "Sơ đồ đường đi từ cổng A", "decorative": False},
            "caption": LONG[:180],
        },
        "documents": [file.pk],
        "table": {
            "columns": [{"type": "text", "heading": heading} for heading in headings],
            "rows": rows,
            "caption": "Thời hạn giải quyết từng bước",
        },
        "contact": {
            "name": "Trung tâm dịch vụ việc làm tỉnh Bà Rịa - Vũng Tàu",
            "address": "Số 33 đường Nguyễn Thái Học, Phường 7, thành phố Vũng Tàu",
            "phone": "0254 3812 345",
            "email": "trungtamdichvuvieclam.tiepnhanhoso@baria-vungtau.example.vn",
            "opening_hours": "Thứ Hai đến thứ Sáu, 7 giờ 30 đến 11 giờ 30, 13 giờ đến 17 giờ",
        },
        "offices": None,
        "action": {"door": "/hoi/"},
    }
    kinds = ContentPage.body.field.stream_block.child_blocks.keys()
    assert values.keys() == kinds, f"the page of every block differs: {values.keys() ^ kinds}"
    return values
