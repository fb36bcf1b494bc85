"""How the portal was set up: its mode, its keys, the files collected, what must not be in production."""

import filecmp
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import ERROR, run_checks

from base.health import Finding, look, ok, register, wrong
from base.safety import has_sample_accounts

SHORTEST_KEY = 50


@register("settings")
def configuration() -> Iterator[Finding]:
    """Say what Django's own checks find, those for a deployment included in production."""
    found = [
        message for message in run_checks(include_deployment_checks=settings.PRODUCTION) if not message.is_silenced()
    ]
    for message in found:
        tell = wrong if message.level >= ERROR else look
        yield tell(f"{message.id}: {message.msg}", message.hint or "See docs/operating.md, Settings.")
    if not settings.PRODUCTION:
        yield look("PORTAL_MODE is trial", "Set PORTAL_MODE=production before the public comes.")
    elif not found:
        yield ok("production")


@register("keys")
def keys() -> Finding:
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        return wrong(
            f"SECRET_KEY has {len(settings.SECRET_KEY)} characters", "Set one of 50 random characters or more."
        )
    if settings.CASE_SECRET_KEY == settings.SECRET_KEY:
        return look(
            "CASE_SECRET_KEY is the same as SECRET_KEY",
            "Set it apart, to today's SECRET_KEY if there are cases: a change of SECRET_KEY would close them to their "
            "senders.",
        )
    return ok("SECRET_KEY and CASE_SECRET_KEY are set")


@register("sample accounts")
def sample_accounts() -> Finding:
    if not has_sample_accounts():
        return ok("none can log in")
    tell = wrong if settings.PRODUCTION else look
    return tell("sample accounts can log in", "Run `manage.py sample_content --remove-accounts`.")


@register("static files")
def static_files() -> Finding:
    root = Path(str(settings.STATIC_ROOT))
    do = "Run `manage.py collectstatic --noinput` and start the web server again."
    if not root.is_dir():
        return wrong(f"{root} is not there", do)
    count = 0
    for finder in get_finders():
        for path, storage in finder.list([]):
            count += 1
            collected = root / (f"{storage.prefix}/{path}" if getattr(storage, "prefix", "") else path)
            if not collected.is_file() or not filecmp.cmp(storage.path(path), collected, shallow=False):
                return wrong(f"{path} in {root} is not of this version", do)
    return ok(f"{count} collected")
