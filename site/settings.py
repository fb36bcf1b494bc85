"""Every setting of the portal, read from the environment; docs/operating.md explains each one.

`PORTAL_MODE` is `trial` (the default: runs at once, needs no secret) or `production` (refuses to start half set up).
"""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from portal.environment import env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("PORTAL_DATA_DIR", default=str(BASE_DIR / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

PORTAL_MODE = env.str("PORTAL_MODE", default="trial")
if PORTAL_MODE not in ("trial", "production"):
    raise ImproperlyConfigured(f"PORTAL_MODE is '{PORTAL_MODE}'; it must be 'trial' or 'production'.")
PRODUCTION = PORTAL_MODE == "production"
DEBUG = env.bool("PORTAL_DEBUG", default=False)


def _secret_key() -> str:
    """Return SECRET_KEY, or in trial mode one made once and kept in the data folder."""
    given = env.str("SECRET_KEY", default="")
    if given:
        return given
    if PRODUCTION:
        raise ImproperlyConfigured("PORTAL_MODE=production needs SECRET_KEY: a random text of 50 characters or more.")
    kept = DATA_DIR / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(get_random_secret_key(), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


SECRET_KEY = _secret_key()
# The secrets of cases are derived from this key; it may be kept apart from SECRET_KEY and outlive its rotation.
# `or`, not `default=`: a default that begins with "$" is taken for the name of another variable too.
CASE_SECRET_KEY = env.str("CASE_SECRET_KEY", default="") or SECRET_KEY
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PORTAL_BASE_URL = env.str("PORTAL_BASE_URL", default="http://localhost:8000").rstrip("/")
PORTAL_NAME = env.str("PORTAL_NAME", default="Đối Thoại")
PORTAL_MINISTRY = env.str("PORTAL_MINISTRY", default="Bộ Lao động - Thương binh và Xã hội")
PORTAL_HOTLINE = env.str("PORTAL_HOTLINE", default="")
PORTAL_CONTACT_EMAIL = env.str("PORTAL_CONTACT_EMAIL", default="")

# Features are listed from the outer room to the inner one; `home` is last because ensure_portal() runs after its
# migrations, when every permission exists.
INSTALLED_APPS = [
    "base",
    "ministry",
    "search",
    "casework",
    "qa",
    "inspection",
    "consultation",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "rest_framework",
    "captcha",
    "csp",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "home",
]

MIDDLEWARE = [
    "base.probes.Probes",
    "django.middleware.security.SecurityMiddleware",
    "base.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "base.maintenance.Maintenance",
    "base.middleware.RefuseBrokenText",
    "base.middleware.PublicHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "base.context.portal",
            ],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Without it a server that is away keeps a request for two minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# A request is no transaction: a rollback would revive a captcha that was used (design, 3.6).
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "ministry.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "/admin/login/"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "site" / "locale"]
# Django's `vi` has no day-first input formats: 05/11/2026 was read as 11 May (ground.md, trap 1).
FORMAT_MODULE_PATH = ["portal.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
# Grouping every number would write page ids as 1.234 into the admin's forms; templates group with `intcomma`.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("PORTAL_STATIC_DIR", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "site" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 8  # shorter than the time a writer waits for the database
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"{PORTAL_NAME} <doithoai@localhost>")

CACHES = {"default": env.cache("CACHE_URL", default=f"filecache://{DATA_DIR / 'cache'}")}
# Limits are counted where adding is one step for every process: in Redis, else in a file of this machine.
if CACHES["default"]["BACKEND"].endswith("RedisCache"):
    CACHES["default"]["BACKEND"] = "base.patient_redis.PatientRedisCache"
    CACHES["default"].setdefault("OPTIONS", {}).update({"socket_timeout": 1, "socket_connect_timeout": 1})
    CACHES["limits"] = CACHES["default"]
else:
    CACHES["limits"] = {"BACKEND": "base.counters.CountersInAFile", "LOCATION": str(DATA_DIR / "counters.sqlite3")}

# A cache in front of the portal that is told what has changed (docs/operating.md, "A cache in front").
FRONT_CACHE_URL = env.str("FRONT_CACHE_URL", default="")
WAGTAILFRONTENDCACHE = (
    {"front": {"BACKEND": "base.front_cache.RefreshByHttp", "LOCATION": FRONT_CACHE_URL}} if FRONT_CACHE_URL else {}
)

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000 if PRODUCTION else 0)
# Other hosts of the ministry are not this portal's to decide upon.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # Wagtail lets its previews be framed by the admin
# W005, W021: whether other hosts of the ministry speak https is not this portal's to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "hid",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
# Files of senders: outside MEDIA_ROOT, so that no address leads to them but the views that ask who comes.
UPLOADS_DIR = Path(env.str("UPLOADS_DIR", default=str(DATA_DIR / "uploads")))
UPLOAD_MAX_FILES = env.int("UPLOAD_MAX_FILES", default=5)
UPLOAD_MAX_MB = env.int("UPLOAD_MAX_MB", default=10)
UPLOAD_CPU_SECONDS = env.int("UPLOAD_CPU_SECONDS", default=10)
UPLOAD_MEMORY_MB = env.int("UPLOAD_MEMORY_MB", default=768)
CLAMAV_SOCKET = env.str("CLAMAV_SOCKET", default="")
# What officers keep beside a conclusion (originals, proofs): scans of many pages.
INSPECTION_FILE_MAX_MB = env.int("INSPECTION_FILE_MAX_MB", default=50)
FILE_UPLOAD_HANDLERS = [
    "base.uploads.receiving.BoundedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Public pages hold no script and no style of their own, so they need no nonce and may be cached (decisions/0014).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
# Wagtail's pages hold style attributes and, where rows are added, one inline script with a nonce.
CONTENT_SECURITY_POLICY_OF_ADMIN = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": [SELF, NONCE],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}

WAGTAIL_SITE_NAME = PORTAL_NAME
WAGTAILADMIN_BASE_URL = PORTAL_BASE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAILADMIN_USER_LOGIN_FORM = "ministry.forms.OfficerLoginForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "ministry.forms.OfficerPasswordResetForm"  # noqa: S105  (a class)
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "base.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "base.PortalDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "jpg", "png"]
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "base.workflow.finish"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILAPI_LIMIT_MAX = 100
TAGGIT_CASE_INSENSITIVE = True

ELASTICSEARCH = {
    "url": env.str("ELASTICSEARCH_URL", default=""),
    "user": env.str("ELASTICSEARCH_USER", default=""),
    "password": env.str("ELASTICSEARCH_PASSWORD", default=""),
    "api_key": env.str("ELASTICSEARCH_API_KEY", default=""),
    "ca": env.str("ELASTICSEARCH_CA", default=""),
    "index": env.str("ELASTICSEARCH_INDEX", default="doi-thoai"),
    "shards": env.int("ELASTICSEARCH_SHARDS", default=1),
    "replicas": env.int("ELASTICSEARCH_REPLICAS", default=0),
}
# Which engine answers, and which one is kept in step beside it; `embedded` is a folder on this machine.
SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="elasticsearch" if ELASTICSEARCH["url"] else "embedded")
SEARCH_STANDBY = env.str("SEARCH_STANDBY", default="")
SEARCH_INDEX_DIR = Path(env.str("SEARCH_INDEX_DIR", default=str(DATA_DIR / "search")))
SEARCH_LOG_DAYS = env.int("SEARCH_LOG_DAYS", default=90)

CAPTCHA_TEST_MODE = env.bool("CAPTCHA_TEST_MODE", default=False)
CAPTCHA_CHALLENGE_FUNCT = "base.captcha.challenge"
CAPTCHA_TIMEOUT = 30
CAPTCHA_LENGTH = 5
CAPTCHA_FONT_SIZE = 34
CAPTCHA_IMAGE_SIZE = (190, 60)
CAPTCHA_FOREGROUND_COLOR = "#1d2733"
CAPTCHA_2X_IMAGE = False

# How often something may be sent: by one visitor, from one address block, in how many seconds (base/limits.py).
LIMITS = {
    "asking": env.list("LIMIT_ASKING", cast=int, default=[30, 500, 900]),
    "writing": env.list("LIMIT_WRITING", cast=int, default=[150, 5_000, 900]),
    "files": env.list("LIMIT_FILES", cast=int, default=[40, 1_000, 900]),
    "following": env.list("LIMIT_FOLLOWING", cast=int, default=[40, 1_000, 900]),
    "subscribing": env.list("LIMIT_SUBSCRIBING", cast=int, default=[30, 500, 900]),
    "suggesting": env.list("LIMIT_SUGGESTING", cast=int, default=[1_500, 50_000, 900]),
    "pictures": env.list("LIMIT_PICTURES", cast=int, default=[120, 5_000, 900]),
}
# Less than a person needs to read and type the letters of a picture.
FORM_LEAST_SECONDS = env.float("FORM_LEAST_SECONDS", default=2.5)

DEFAULT_EXCEPTION_REPORTER = "base.logs.Report"
METRICS = env.bool("METRICS", default=False)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "base.logs.LineFormatter", "format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Wagtail tells every edit with its title; the site history has that, an operator does not need it.
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        "elastic_transport": {"level": "ERROR"},
        # It would write every statement with its values.
        "django.db.backends": {"level": "WARNING"},
    },
}
