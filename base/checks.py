"""System checks: conventions that nobody can forget."""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.forms import BaseForm
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.hooks import search_for_hooks
from wagtail.models import DraftStateMixin, Page, RevisionMixin, WorkflowMixin
from wagtail_modeladmin.options import ModelAdmin

from base.forms import PublicForm
from base.safety import production_faults


@register()
def production_is_safe(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not settings.PRODUCTION:
        return []
    return [Error(fault, id="base.E001") for fault in production_faults()]


@register()
def site_is_no_package(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if (Path(settings.BASE_DIR) / "site" / "__init__.py").exists():
        return [Error("site/__init__.py hides Python's own module `site`; remove it.", id="base.E002")]
    return []


@register()
def no_request_is_a_transaction(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if any(database.get("ATOMIC_REQUESTS") for database in settings.DATABASES.values()):
        return [Error("ATOMIC_REQUESTS must stay off: a rollback would revive a used captcha.", id="base.E003")]
    return []


@register(Tags.urls)
def public_posts_are_guarded(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Find views that take posts from anybody without the guard, and forms of such views that are no PublicForm."""
    ours = {app.name for app in apps.get_app_configs() if Path(app.path).parent == Path(settings.BASE_DIR)}
    found: dict[str, CheckMessage] = {}
    for view in _views(get_resolver().url_patterns):
        module = getattr(view, "__module__", "")
        if module.partition(".")[0] not in ours or not getattr(view, "csrf_exempt", False):
            continue
        if not getattr(view, "takes_public_posts", False):
            name = f"{module}.{view.__name__}"
            found[name] = Error(
                f"{name} asks for no CSRF token; put base.public_posts.public_post on it.", id="base.E004"
            )
        for form in _forms_at_hand(module):
            if not issubclass(form, PublicForm):
                name = f"{form.__module__}.{form.__qualname__}"
                found[name] = Error(
                    f"{name} is shown to the public ({module}); it must be a PublicForm.", id="base.E005"
                )
    return list(found.values())


@register()
def limits_can_be_counted(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"LIMIT_{name.upper()} must be three numbers: a visitor's, a block's, and seconds above 0.", id="base.E006"
        )
        for name, given in settings.LIMITS.items()
        if len(given) != 3 or min(given) < 0 or given[2] == 0
    ]


@register()
def no_modeladmin_saves_drafts_live(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Find registers of wagtail-modeladmin over models with drafts or workflow: it would save a draft live at once.

    Pages are free to have one: their editing goes to the page editor.
    """
    search_for_hooks()  # registers stand in the apps' wagtail_hooks
    return [
        Error(
            f"{register.__module__}.{register.__qualname__} would save drafts of {register.model.__name__} live at "
            "once; use a SnippetViewSet.",
            id="base.E007",
        )
        for register in _subclasses(ModelAdmin)
        if register.model
        and not issubclass(register.model, Page)
        and issubclass(register.model, (DraftStateMixin, RevisionMixin, WorkflowMixin))
    ]


def _subclasses(of: type[Any]) -> Iterator[type[Any]]:
    for each in of.__subclasses__():
        yield each
        yield from _subclasses(each)


def _views(patterns: list[URLPattern | URLResolver]) -> Iterator[Any]:
    """Return every view but the admin's, where nobody comes without an account."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.callback
        elif str(pattern.pattern) != "admin/":
            yield from _views(pattern.url_patterns)


def _forms_at_hand(module: str) -> Iterator[type[BaseForm]]:
    """Return the form classes that a module names, and those of the modules beside it whose functions it uses."""
    package, seen, todo = module.rpartition(".")[0], set(), [module]
    while todo:
        name = todo.pop()
        seen.add(name)
        for value in vars(sys.modules[name]).values():
            if inspect.isclass(value) and issubclass(value, BaseForm):
                yield value
            elif (
                inspect.isfunction(value)
                and value.__module__ not in seen
                and value.__module__.startswith(package + ".")
            ):
                todo.append(value.__module__)
