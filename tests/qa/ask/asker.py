"""Chị Hoa's browser, and what she types."""

import re
from html import unescape
from typing import Any

from captcha.models import CaptchaStore
from django.test import Client

URL = "/hoi/"
QUESTION = {
    "stage": "question",
    "title": "Nghỉ việc bao lâu thì được nhận trợ cấp?",
    "content": "Tôi nghỉ việc ở công ty may từ tháng trước.\nBao giờ tôi được nhận?",
    "policy_field": "bao-hiem-that-nghiep",
}
DETAILS = {
    "stage": "details",
    "sender_type": "individual",
    "sender_name": "Nguyễn Thị Hoa",
    "phone": "0912 345 678",
    "email": "hoa@nguoidan.test",
    "province": "38",
    "ward": "Xã Vân Du",
    "consent": "on",
}
ENTERPRISE = {
    "sender_type": "enterprise",
    "org_name": "Công ty TNHH May Hoa Sen",
    "tax_code": "0101234567-001",
    "representative_name": "Lê Văn Bảy",
    "representative_title": "Giám đốc",
}


class Asker:
    """Somebody who asks with a browser without JavaScript: fills in the form on the page and sends it."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.page = ""
        self.status = 0

    def send(self, fields: dict[str, Any], **headers: str) -> str:
        response = self.client.post(URL, {"token": self.token} | fields, headers=headers)
        self.status, self.page = response.status_code, response.content.decode()
        assert not response.cookies
        return self.page

    @property
    def token(self) -> str:
        found = re.search(r'name="token" value="([^"]*)"', self.page)
        return found[1] if found else ""

    @property
    def stage(self) -> str:
        found = re.search(r'name="stage" value="([^"]*)"', self.page)
        return found[1] if found else ""

    @property
    def captcha(self) -> dict[str, str]:
        """The key of the picture on the page, with the answer that a person reads from it."""
        found = re.search(r'name="captcha_0" value="(\w+)"', self.page)
        assert found, "no picture on this page"
        answer = CaptchaStore.objects.get(hashkey=found[1]).challenge
        return {"captcha_0": found[1], "captcha_1": answer}

    @property
    def text(self) -> str:
        """The page as it is read: entities resolved, spaces joined."""
        return " ".join(unescape(self.page).split())

    def typed(self, name: str) -> str:
        """What stands in a field of the page."""
        found = re.search(rf'name="{name}"[^>]*? value="([^"]*)"', self.page) or re.search(
            rf'<textarea name="{name}"[^>]*>\s?([^<]*)</textarea>', self.page
        )
        return unescape(found[1]) if found else ""

    def to_check(self, **changes: str) -> "Asker":
        """Go on to the last stage."""
        self.send(QUESTION | {name: value for name, value in changes.items() if name in QUESTION})
        if self.stage == "answers":
            self.send({"stage": "answers", "go": "still"})
        self.send(DETAILS | {name: value for name, value in changes.items() if name not in QUESTION})
        assert self.stage == "check", self.page
        return self

    def submit(self, **changes: Any) -> str:
        return self.send({"stage": "check", "go": "next"} | self.captcha | changes)

    def receipt(self) -> tuple[str, str]:
        number = re.search(r'id="number">([^<]+)<', self.page)
        secret = re.search(r'id="secret">([^<]+)<', self.page)
        assert number, self.text
        assert secret
        return number[1], secret[1]
