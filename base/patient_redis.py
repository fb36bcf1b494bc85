"""A Redis that may be away: what it would have told is read anew, nobody waits for it twice in a row, no page fails."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import exceptions

PAUSE = 10.0  # seconds in which a server that did not answer is not asked again

log = logging.getLogger(__name__)


def _patiently(name: str, otherwise: Any) -> Callable[..., Any]:
    def asked(self: "PatientClient", *arguments: Any, **named: Any) -> Any:
        return self.ask(name, otherwise, *arguments, **named)

    return asked


class PatientClient(RedisCacheClient):
    """The client of Django's backend; while the server is away it answers as an empty cache would."""

    _away_until = 0.0  # of this process, for all its threads

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
        if time.monotonic() < PatientClient._away_until:
            return otherwise
        try:
            return getattr(super(), name)(*arguments, **named)
        except (exceptions.ConnectionError, exceptions.TimeoutError) as error:
            PatientClient._away_until = time.monotonic() + PAUSE
            log.warning("cache: Redis does not answer (%s); it is not asked for %d s", type(error).__name__, PAUSE)
            return otherwise


class PatientRedisCache(RedisCache):
    """Django's Redis backend with the patient client."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = PatientClient
