"""The people of the road, by HTTP alone. What they do can be done again when no answer came: that is how people are."""

import re
from dataclasses import dataclass

import requests
from captcha.models import CaptchaStore

from tests.processes.running import OFFICERS_PASSWORD, PATIENCE


class NoAnswerError(Exception):
    """The server went away before it answered."""


def call(
    session: requests.Session, method: str, url: str, data: dict[str, str] | None = None, **headers: str
) -> requests.Response:
    """Send a request; NoAnswerError when the server went away, AssertionError when it has a fault or no such page."""
    try:
        answer = session.request(method, url, data=data, headers=headers, timeout=PATIENCE)
    except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
        raise NoAnswerError(url) from error
    assert answer.status_code < 500, f"{method} {url}: {answer.status_code}"
    assert answer.status_code != 404, f"{method} {url}: {answer.status_code}"
    return answer


@dataclass(frozen=True)
class Codes:
    """What a sender holds in the hand."""

    number: str
    secret: str


class Asker:
    """Somebody who asks; goes on from the stage at which the last answer was lost."""

    def __init__(self, address: str, title: str) -> None:
        self.address = address
        self.title = title
        self.token = ""
        self.codes: Codes | None = None
        self._session = requests.Session()

    def fill_in(self) -> None:
        """Send every stage but the last."""
        self.tell()
        self.say_who()

    def tell(self) -> None:
        """Send the first stage, the question, and go on past the answers that may help."""
        data = {
            "stage": "question",
            "token": self.token,
            "title": self.title,
            "content": "Tôi đã đóng bảo hiểm thất nghiệp bốn năm. Xin cho biết tôi cần làm gì.",
            "policy_field": "bao-hiem-that-nghiep",
        }
        self.token = _hidden(self._post(data), "token")
        shown = self._post({"stage": "answers", "token": self.token, "go": "still"})
        assert 'name="consent"' in shown, _words(shown)

    def say_who(self) -> None:
        """Send the stage of one's own details, with the consent."""
        data = {
            "stage": "details",
            "token": self.token,
            "go": "next",
            "sender_type": "individual",
            "sender_name": "Nguyễn Thị Hoa",
            "email": "hoa@nguoidan.example",
            "province": "N38",
            "consent": "on",
        }
        shown = self._post(data)
        assert "captcha_0" in shown, _words(shown)

    def send(self) -> None:
        """Send the last stage and read the codes; sent again it must give the same ones."""
        shown = self._post({"stage": "check", "token": self.token, "go": "next"})
        if "captcha_0" in shown:  # not taken yet: now with what the picture shows
            key = _hidden(shown, "captcha_0")
            answer = CaptchaStore.objects.get(hashkey=key).response
            data = {"stage": "check", "token": self.token, "go": "next", "captcha_0": key, "captcha_1": answer}
            shown = self._post(data)
        codes = _codes(shown)
        assert self.codes in (None, codes), "the same form gave other codes"
        self.codes = codes

    def follow(self) -> str:
        """Open the own case by its codes and return the page."""
        assert self.codes is not None
        data = {"number": self.codes.number, "secret": self.codes.secret}
        shown = call(self._session, "POST", f"{self.address}/theo-doi/", data).text
        assert self.title in shown, "the codes do not open the case"
        return shown

    def _post(self, data: dict[str, str]) -> str:
        return call(self._session, "POST", f"{self.address}/hoi/", data).text


class Officer:
    """Somebody of the ministry, logged in to the admin."""

    def __init__(self, address: str, username: str) -> None:
        self.address = address
        self._session = requests.Session()
        self.get("/admin/login/")
        self.post("/admin/login/", username=username, password=OFFICERS_PASSWORD)
        assert "sessionid" in self._session.cookies

    def get(self, path: str) -> str:
        return call(self._session, "GET", f"{self.address}{path}").text

    def post(self, path: str, **data: str) -> None:
        token = self._session.cookies.get("csrftoken") or ""
        headers = {"X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest"}
        call(self._session, "POST", f"{self.address}{path}", data, **headers)


def _hidden(shown: str, name: str) -> str:
    found = re.search(rf'<input[^>]*\bname="{name}"[^>]*\bvalue="([^"]+)"', shown)
    found = found or re.search(rf'<input[^>]*\bvalue="([^"]+)"[^>]*\bname="{name}"', shown)
    assert found, f"no {name} in the form"
    return found.group(1)


def _codes(shown: str) -> Codes:
    number = re.search(r"\b20\d\d-\d{6}\b", shown)
    secret = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}\b", shown)
    assert number, _words(shown)
    assert secret, _words(shown)
    return Codes(number.group(), secret.group())


def _words(shown: str) -> str:
    """Return what a page says, for a complaint about it."""
    return " ".join(re.sub(r"<[^>]+>", " ", shown.partition("<main")[2]).split())
