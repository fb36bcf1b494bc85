"""A Redis that may be away: what it would have told is read anew, nobody waits for it twice in a row, no page fails."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import exceptions

from base.patience import Patience

# Not only a connection that fails: a server that is full, or a copy that takes no writes, is as good as away.
patience = Patience("cache: Redis", exceptions.RedisError)


def _patiently(name: str, otherwise: Any) -> Callable[..., Any]:
    def asked(self: "PatientClient", *arguments: Any, **named: Any) -> Any:
        return self.ask(name, otherwise, *arguments, **named)

    return asked


class PatientClient(RedisCacheClient):
    """The client of Django's backend; while the server is away it answers as an empty cache would."""

    add = _patiently("add", True)
    set = _patiently("set", None)
    touch = _patiently("touch", False)
    delete = _patiently("delete", False)
    get_many = _patiently("get_many", {})
    has_key = _patiently("has_key", False)
    incr = _patiently("incr", 1)
    set_many = _patiently("set_many", None)
    delete_many = _patiently("delete_many", None)
    clear = _patiently("clear", False)

    def get(self, key: Any, default: Any) -> Any:
        return self.ask("get", default, key, default)

    def ask(self, name: str, otherwise: Any, *arguments: Any, **named: Any) -> Any:
        """Return what the server answers, or `otherwise` while it is away."""
        return patience.ask(partial(getattr(super(), name), *arguments, **named), otherwise)


class PatientRedisCache(RedisCache):
    """Django's Redis backend with the patient client."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = PatientClient
