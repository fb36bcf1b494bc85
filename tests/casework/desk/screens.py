"""The section “Hồ sơ” as an officer reads it: addresses, buttons, numbers."""

import re
from collections.abc import Callable

from django.test import Client

from casework.models import Case
from ministry.models import User

Officer = Callable[[User], Client]
DESK = "/admin/ho-so/"


def address(case: Case, verb: str = "") -> str:
    return f"{DESK}{case.number}/{f'viec/{verb}/' if verb else ''}"


def read(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def buttons(page: str) -> set[str]:
    """Return the verbs whose buttons the page of a case shows."""
    return set(re.findall(r'href="/admin/ho-so/[^"/]+/viec/(\w+)/"', page)) | set(
        re.findall(r'action="/admin/ho-so/[^"/]+/lam/(\w+)/"', page)
    )


def numbers(page: str) -> set[str]:
    return set(re.findall(r"\d{4}-\d{6}", page))
