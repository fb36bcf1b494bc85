"""A charset that is no text encoding is refused politely, by every door that a request comes through."""

import asyncio
import codecs
import io
from typing import Any

import pytest
from django.core.signals import request_started
from django.test import Client

from base.charset import safe_content_type

STRANGE = ["hex", "zip", "base64", "rot13", "uu", "quopri", "bz2", "undefined", "idna", "punycode", "utf-7", "utf-16"]
BROKEN = ["text/plain; x*=hex''%41", "text/plain; charset*=undefined''%41", "text/plain; charset=\x00", ";;;=;charset="]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("charset", STRANGE)
def test_a_strange_charset_is_refused(charset: str, method: str, client: Client, db: None) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        response = client.generic(method, "/theo-doi/?q=a", b"number=1", content_type=f"{kind}; charset={charset}")
        assert response.status_code == 400


@pytest.mark.parametrize("header", [*(f"text/plain; charset={charset}" for charset in STRANGE), *BROKEN])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_real_door_answers(header: str, method: str, kept_connection: None) -> None:
    from portal.wsgi import application

    body = b"number=1"
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/theo-doi/",
        "QUERY_STRING": "q=%C4%91",
        "CONTENT_TYPE": header,
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
    }
    started: list[str] = []
    b"".join(application(environ, lambda status, headers: started.append(status)))
    assert started[0][:3] in ("200", "400")


def test_asgi_has_the_same_door() -> None:
    scope = {"headers": [(b"host", b"a"), (b"content-type", b"text/plain; charset=hex")]}
    asyncio.run(request_started.asend(sender=None, scope=scope))
    assert scope["headers"] == [(b"host", b"a"), (b"content-type", b"text/plain; charset=iso-8859-1")]


@pytest.mark.parametrize(
    "header",
    ["", "text/plain", "text/plain; charset=utf-8", "text/plain;charset=UTF8", "multipart/form-data; boundary=x; a=b"],
)
def test_an_honest_header_stays(header: str) -> None:
    assert safe_content_type(header) == header


def test_an_unknown_charset_is_passed_over(client: Client, db: None) -> None:
    with pytest.raises(LookupError):
        codecs.lookup("khong-co")
    response = client.get("/theo-doi/", content_type="text/plain; charset=khong-co")
    assert response.status_code == 200
