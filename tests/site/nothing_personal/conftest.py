"""The portal's log at DEBUG with its reports."""

import logging
from collections.abc import Iterator

import pytest
from django.conf import settings as portal_settings
from django.utils.log import AdminEmailHandler
from django.utils.module_loading import import_string
from pytest_django.fixtures import Settings as SettingsWrapper

from tests.site.nothing_personal.log import ON_DUTY, Log


@pytest.fixture
def log(settings: SettingsWrapper) -> Iterator[Log]:
    settings.ADMINS = [("Trực hệ thống", ON_DUTY)]
    kept = Log()
    line = dict(portal_settings.LOGGING["formatters"]["line"])
    formatter = import_string(line["()"])(line["format"], style=line["style"])
    to_lines = logging.StreamHandler(kept.lines)
    to_lines.setFormatter(formatter)
    to_mail = AdminEmailHandler(include_html=True)
    to_mail.setLevel(logging.ERROR)
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.DEBUG)
    for handler in (to_lines, to_mail):
        root.addHandler(handler)
    yield kept
    for handler in (to_lines, to_mail):
        root.removeHandler(handler)
    root.setLevel(before)
