"""The portal's settings as tests run them: a data folder of their own, plain static files, quick passwords."""

import os
import tempfile

os.environ["PORTAL_DATA_DIR"] = tempfile.mkdtemp(prefix="doi-thoai-tests-")
os.environ.setdefault("LOG_LEVEL", "ERROR")

from portal.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "limits": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "limits"},
}
# A test is quick and comes from one address; the tests of limits set their own.
LIMITS = {
    name: [0, 0, 900] for name in ("asking", "writing", "files", "following", "subscribing", "suggesting", "pictures")
}
FORM_LEAST_SECONDS = 0
ALLOWED_HOSTS = ["*"]
WHITENOISE_AUTOREFRESH = True
# What a test does not ask for by name is done by the engine that needs no server.
SEARCH_ENGINE = "embedded"
