"""Settings come from the environment; an unset DATABASE_URL or REDIS_URL starts an embedded server."""

import os
from importlib import import_module
from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal.desk_skin import UNFOLD  # noqa: F401 - read by the admin skin

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_FOLDER = Path(os.environ.get("PORTAL_DATA") or BASE_DIR / ".data").resolve()
ENVIRONMENT = {name: value for name, value in os.environ.items() if value}
if not {"DATABASE_URL", "REDIS_URL"} <= set(ENVIRONMENT):
    # The developer's own servers: a portal that is told where its servers are never loads them.
    ENVIRONMENT = import_module("devserver.servers").completed(ENVIRONMENT)


def flag(name, default):
    return os.environ.get(name, default).lower() in {"1", "true", "yes", "on"}


def listed(name, default=""):
    """The values of a variable that holds several, with commas between them."""
    return [value.strip() for value in ENVIRONMENT.get(name, default).split(",") if value.strip()]


DEBUG = flag("DEBUG", "off")
HTTPS = flag("HTTPS", "off" if DEBUG else "on")
SECRET_KEY = ENVIRONMENT.get("SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY must be set in production.")
SECRET_KEY_FALLBACKS = listed("SECRET_KEY_FALLBACKS")
# What citizens send lies sealed in the database: the first key seals, each of them opens (docs/keys.md).
SEALING_KEYS = listed("SEALING_KEYS")
if not SEALING_KEYS:
    raise ImproperlyConfigured(
        "SEALING_KEYS must be set in production: the key that seals names, telephones and e-mails "
        "of citizens in the database. Draw a long one of its own, and keep a copy apart from the "
        "database: see docs/keys.md."
    )
ALLOWED_HOSTS = listed("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")

# The order of the floors (docs/architecture.md), the roof first so that its templates win.
INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "reports",
    "site_transfer",
    "news",
    "documents",
    "broadcasts",
    "schedules",
    "pages",
    "banners",
    "qa",
    "consultations",
    "feedback",
    "citizens",
    "components",
    "editorial",
    "accounts",
    "visits",
    "member_sites",
    "common",
    "unfold.apps.BasicAppConfig",
    "django_ckeditor_5",
    "portal.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.middleware.DatabaseDownMiddleware",
    "portal.middleware.ContentSecurityPolicyMiddleware",
    "member_sites.middleware.SiteMiddleware",
    "visits.middleware.VisitMiddleware",
    "portal.page_notes.PageNotesMiddleware",
    "portal.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.middleware.NoNulMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
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
                "portal.context.site",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        ENVIRONMENT["DATABASE_URL"],
        conn_max_age=60,
        conn_health_checks=True,
    )
}
# Disks without moving heads read an index about as cheaply as a table, whatever PostgreSQL assumes by itself.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c random_page_cost=1.1")
REDIS_URL = ENVIRONMENT["REDIS_URL"]
CACHES = {
    "default": {
        "BACKEND": "common.cache.SafeRedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "portal",
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.3},
    }
}

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 3, "socket_connect_timeout": 1}
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
CELERY_BEAT_SCHEDULER = "portal.beat.SectionScheduler"
# Sections add theirs by `beat`.
CELERY_BEAT_SCHEDULE = {
    "flush-visits": {"task": "visits.tasks.flush", "schedule": 60},
    "send-letters": {"task": "common.tasks.send_letters", "schedule": 60},
    "read-files": {"task": "editorial.tasks.read_files", "schedule": 60},
    "resume-site-life": {"task": "site_transfer.tasks.resume", "schedule": 60},
    "check-files": {"task": "editorial.tasks.check_files", "schedule": crontab(hour=1, minute=30)},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.MembershipBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese"))]
FORMAT_MODULE_PATH = ["portal.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = USE_TZ = True
# Vietnamese groups digits by threes; Django's own format for it leaves that open.
NUMBER_GROUPING = 3
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_FOLDER / "static"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT") or DATA_FOLDER / "media")
MEDIA_URL = "/tep/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # A developer's page takes its style sheets from where they are written.
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "portal.static.HashedStaticStorage"
    },
}
ACCEL_PREFIX = os.environ.get("ACCEL_PREFIX", "")
UPLOAD_LIMITS = {
    "image": 12_000_000,
    "video": 300_000_000,
    "audio": 100_000_000,
    "document": 50_000_000,
}
IMAGE_PIXEL_LIMIT = 40_000_000
# A whole site as one file: what may be brought by the web, and what it may unpack to.
SITE_ARCHIVE_LIMIT = int(os.environ.get("SITE_ARCHIVE_LIMIT") or 4_000_000_000)
SITE_ARCHIVE_UNPACKED_LIMIT = 4 * SITE_ARCHIVE_LIMIT
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
VIDEO_HOSTS = [
    "www.youtube.com",
    "youtube.com",
    "youtu.be",
    "www.youtube-nocookie.com",
    "vimeo.com",
    "player.vimeo.com",
]

EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = DATA_FOLDER / "mail"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "cong-ttdt@localhost")
PORTAL_ADDRESS = os.environ.get(
    "PORTAL_ADDRESS", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
)

X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

CKEDITOR_5_CONFIGS = {
    "default": {
        "language": "vi",
        "toolbar": [
            "heading",
            "|",
            "bold",
            "italic",
            "link",
            "bulletedList",
            "numberedList",
            "blockQuote",
            "|",
            "uploadImage",
            "insertTable",
            "|",
            "removeFormat",
            "undo",
            "redo",
        ],
        "image": {
            "toolbar": [
                "imageTextAlternative",
                "toggleImageCaption",
                "imageStyle:block",
                "imageStyle:side",
            ]
        },
        "table": {
            "contentToolbar": ["tableColumn", "tableRow", "mergeTableCells", "toggleTableCaption"]
        },
        "heading": {
            "options": [
                {"model": "paragraph", "title": "Đoạn văn", "class": "ck-heading_paragraph"},
                {
                    "model": "heading2",
                    "view": "h2",
                    "title": "Mục lớn",
                    "class": "ck-heading_heading2",
                },
                {
                    "model": "heading3",
                    "view": "h3",
                    "title": "Mục nhỏ",
                    "class": "ck-heading_heading3",
                },
            ]
        },
    }
}
CKEDITOR_5_UPLOAD_FILE_TYPES = ["jpeg", "jpg", "png", "webp"]
