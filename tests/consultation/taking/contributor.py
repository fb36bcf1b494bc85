"""A contributor's browser without JavaScript, and what chị Hoa and anh Tùng type."""

import re
from typing import Any

from django.test import Client

from consultation.models import ConsultationPage, Contribution
from tests.qa.ask.asker import Asker

OWN = "/du-thao/gop-y-cua-toi/"
WORDS = "Mức đóng này còn cao so với lương công nhân may."
HOA = {
    "contributor_type": "individual",
    "name": "Nguyễn Thị Hoa",
    "province": "38",
    "email": "hoa@nguoidan.test",
    "consent": "on",
}
TUNG = {
    "contributor_type": "organisation",
    "name": "Trần Thanh Tùng",
    "province": "38",
    "org_name": "Hiệp hội Dệt may Thanh Hóa",
    "tax_code": "2801234567",
    "representative_title": "Tổng thư ký",
    "signatories": "Lê Văn Bảy\nPhạm Thị Sáu",
    "consent": "on",
}


class Writer(Asker):
    """Somebody who comments on one consultation: fills in the form on the page and sends it."""

    def __init__(self, client: Client, consultation: ConsultationPage) -> None:
        super().__init__(client)
        self.consultation = consultation
        self.url = f"{consultation.address}gop-y/"

    def look(self, key: str = "") -> str:
        """Open the form by the link beside a provision."""
        response = self.client.get(self.url, {"dieu": key} if key else {})
        self.status, self.page = response.status_code, response.content.decode()
        return self.page

    def send(self, fields: dict[str, Any], **headers: str) -> str:
        response = self.client.post(self.url, {"token": self.token} | fields, headers=headers)
        self.status, self.page = response.status_code, response.content.decode()
        assert not response.cookies
        return self.page

    @property
    def chosen(self) -> dict[str, Any]:
        """What the page carries of the provisions that have a box."""
        document = re.search(r'name="document" value="(\d+)"', self.page)
        orders = re.findall(r'name="provision" value="(\d+)"', self.page)
        return {"stage": "what", "document": document[1] if document else "", "provision": orders}

    def add(self, key: str, **typed: str) -> str:
        """Choose one more provision in the menu."""
        document = self.consultation.current_document
        assert document is not None
        order = document.nodes.get(key=key).order
        return self.send(self.chosen | typed | {"go": "add", "add": str(order)})

    def box(self, key: str) -> str:
        document = self.consultation.current_document
        assert document is not None
        return f"comment_{document.nodes.get(key=key).order}"

    def say(self, **typed: str) -> str:
        return self.send(self.chosen | {"go": "next"} | typed)

    def say_who(self, **changes: Any) -> str:
        return self.send(HOA | {"stage": "who", "go": "next"} | changes)

    def reach_check(self, key: str = "dieu-2/khoan-1", content: str = WORDS, **changes: Any) -> "Writer":
        """Go on to the last stage with one comment."""
        self.look(key)
        self.say(**{self.box(key): content})
        assert self.stage == "who", self.text
        self.say_who(**changes)
        assert self.stage == "check", self.text
        return self

    def contribute(self, key: str = "dieu-2/khoan-1", content: str = WORDS, **changes: Any) -> Contribution:
        """Go the whole road, and return what came of it."""
        self.reach_check(key, content, **changes)
        self.submit()
        return Contribution.objects.get(number=self.receipt()[0])

    def codes(self) -> dict[str, str]:
        number, secret = self.receipt()
        return {"number": number, "secret": secret}
