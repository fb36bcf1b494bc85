"""What every page needs and few people change: read once, kept in the shared cache, renewed when it is changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core.cache import cache
from django.db import transaction

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A value that is made from the database and kept in the shared cache; `make` never returns None."""

    name: str
    make: Callable[[], T]
    seconds: int = 300

    def get(self) -> T:
        """Return the value, made anew when the cache has lost it."""
        value = cache.get(self.name)
        if value is None:
            value = self.make()
            # `add`, not `set`: a value read before somebody's commit must not replace the one set after it.
            cache.add(self.name, value, self.seconds)
        return value

    def renew(self) -> None:
        """Forget the value now and keep a new one as soon as the change under way is committed."""
        cache.delete(self.name)
        transaction.on_commit(lambda: cache.set(self.name, self.make(), self.seconds))

    def forget(self) -> None:
        """Forget the value now and once more when the change under way is committed; who needs it next makes it."""
        cache.delete(self.name)
        transaction.on_commit(lambda: cache.delete(self.name))
