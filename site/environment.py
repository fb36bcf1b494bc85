"""Settings come from the environment; each may also lie in a file that NAME_FILE points to, as secrets should."""

import environ
from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping


class _Variables(FileAwareMapping):
    def __getitem__(self, key: str) -> str:
        try:
            value: str = super().__getitem__(key)
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"{key}_FILE points to a file that cannot be read: {error}") from error
        # Every editor ends a file with a line break; no setting means one.
        value = value.rstrip("\r\n") if f"{key}_FILE" in self.env else value
        # django-environ takes a value that begins with "$" for the name of another variable; a password is none.
        return value.replace("$", r"\$")


class _Env(environ.Env):
    ENVIRON = _Variables()


env = _Env()
env.escape_proxy = True
