"""People who ask, stage by stage, through Django's test client: up to the last stage, which a bench then times."""

import itertools
import re
from collections.abc import Callable
from typing import Any

from django.test import Client

TITLE = "Nghỉ việc bao lâu thì được nhận trợ cấp thất nghiệp?"
CONTENT = "Tôi nghỉ việc ở công ty may từ tháng trước, đã đóng bảo hiểm ba năm. Bao giờ tôi được nhận trợ cấp?"
CAPTCHA = {"captcha_0": "bench", "captcha_1": "passed"}  # taken with CAPTCHA_TEST_MODE
_TOKEN = re.compile(r'name="token"[^>]*value="([0-9a-f-]{36})"')


class Asking:
    """Gives the stages of asking; every visit is another visitor's."""

    def __init__(self, client: Client) -> None:
        from ministry.models import Province

        self._client = client
        self._visits = itertools.count(1)
        self._province = Province.objects.current().earliest("pk").code

    def first_stage(self) -> Any:
        """Posts a question, which is answered with answers that may already help."""
        return self._post(self._visitor(), {"stage": "question", "title": TITLE, "content": CONTENT})

    def last_stage(self) -> Callable[[], Any]:
        """Posts every stage but the last, and returns the way to post that one: its answer is the receipt."""
        visitor = self._visitor()
        data = self.last_stage_data(visitor)

        def post() -> Any:
            response = self._post(visitor, data)
            assert 'name="captcha_1"' not in response.content.decode()  # noqa: S101 - a bench of refusals is none
            return response

        return post

    def last_stage_data(self, visitor: str = "") -> dict[str, str]:
        """Posts every stage but the last, and returns what the last one sends."""
        visitor = visitor or self._visitor()
        shown = self._post(visitor, {"stage": "question", "title": TITLE, "content": CONTENT}).content.decode()
        found = _TOKEN.search(shown)
        assert found, shown[-2000:]  # noqa: S101 - the form of the portal has changed
        token = found.group(1)
        self._post(visitor, {"stage": "answers", "token": token, "go": "still"})
        person = {"sender_type": "individual", "sender_name": "Nguyễn Thị Hoa", "phone": "0912345678"}
        person |= {"province": self._province, "consent": "on"}
        self._post(visitor, {"stage": "details", "token": token, "go": "next", **person})
        return {"stage": "check", "token": token, "go": "next", **CAPTCHA}

    def _visitor(self) -> str:
        number = next(self._visits)
        return f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}"

    def _post(self, visitor: str, data: dict[str, str]) -> Any:
        response = self._client.post("/hoi/", data, REMOTE_ADDR=visitor)
        assert response.status_code == 200, (data["stage"], response.status_code)  # noqa: S101
        return response
