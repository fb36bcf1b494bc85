"""Production refuses to start without a secret, with sample accounts, or with the captcha's test mode."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as portal_settings
from django.core.exceptions import ImproperlyConfigured
from pytest_django.fixtures import Settings

from base.safety import production_faults, refuse_unsafe_production
from ministry.models import User

SAFE = {
    "PORTAL_MODE": "production",
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "doithoai.test",
    "PORTAL_BASE_URL": "https://doithoai.test",
}


# What other tests and a developer's shell say must not decide; Django names the last one, which browsers need, a fault.
UNWANTED = ("PORTAL", "SECRET", "CAPTCHA", "DJANGO_ALLOW_ASYNC_UNSAFE")


def check(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(UNWANTED)}
    return subprocess.run(
        [sys.executable, "manage.py", "check", *arguments],
        cwd=portal_settings.BASE_DIR,
        env=kept | {"PORTAL_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "portal.settings"} | environment,
        capture_output=True,
        text=True,
        timeout=600,
    )


def test_production_with_everything_set_passes(tmp_path: Path) -> None:
    done = check(tmp_path, **SAFE)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"SECRET_KEY": ""}, "needs SECRET_KEY"),
        ({"CAPTCHA_TEST_MODE": "1"}, "CAPTCHA_TEST_MODE is on"),
        ({"PORTAL_DEBUG": "1"}, "PORTAL_DEBUG is on"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS does not name"),
        ({"PORTAL_BASE_URL": "http://doithoai.test"}, "not an https address"),
        ({"PORTAL_MODE": "staging"}, "must be 'trial' or 'production'"),
    ],
)
def test_production_refuses(change: dict[str, str], said: str, tmp_path: Path) -> None:
    done = check(tmp_path, **SAFE | change)
    assert done.returncode != 0
    assert said in done.stderr


@pytest.mark.django_db
def test_production_refuses_sample_accounts(settings: Settings) -> None:
    settings.PRODUCTION = True
    settings.ALLOWED_HOSTS = ["doithoai.test"]
    settings.PORTAL_BASE_URL = "https://doithoai.test"
    assert production_faults() == []
    refuse_unsafe_production()
    officer = User.objects.create_user("nam.vl", "nam.vl@example.vn", "x")
    with pytest.raises(ImproperlyConfigured, match="Sample accounts"):
        refuse_unsafe_production()
    officer.is_active = False
    officer.save()
    refuse_unsafe_production()


def test_a_first_run_needs_no_secret_and_keeps_the_one_it_made(tmp_path: Path) -> None:
    assert check(tmp_path).returncode == 0
    kept = (tmp_path / "secret_key").read_text()
    assert len(kept) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    assert check(tmp_path).returncode == 0
    assert (tmp_path / "secret_key").read_text() == kept
