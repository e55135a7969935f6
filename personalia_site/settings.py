"""Django settings. Every choice an administrator has is an environment variable (templates/docs/settings.html lists them)."""

from pathlib import Path
from urllib.parse import urlsplit

from django.templatetags.static import static
from django.urls import reverse_lazy

from personalia_site import environment, services

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(environment.text("DATA_DIR", str(BASE_DIR / "data"))).resolve()
HOST = environment.text("HOST", "127.0.0.1")
PORT = environment.number("PORT", 8000)
BASE_URL = environment.text("BASE_URL", f"http://{HOST}:{PORT}").rstrip("/")

_secrets = environment.load_secrets(DATA_DIR)
SECRET_KEY = environment.text("SECRET_KEY", _secrets["secret_key"])
LINK_KEY = _secrets["link_key"]
FILE_KEY = _secrets["file_key"]
WEBHOOK_KEY = _secrets["webhook_key"]
SEALING_KEY = _secrets["sealing_key"]

DEBUG = environment.flag("DEBUG")
_base = urlsplit(BASE_URL)
ALLOWED_HOSTS = environment.listing("ALLOWED_HOSTS", ",".join(filter(None, [_base.hostname, HOST, "localhost", "127.0.0.1"])))
CSRF_TRUSTED_ORIGINS = [f"{_base.scheme}://{_base.netloc}"]
BEHIND_PROXY = environment.flag("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _base.scheme == "https"

RESULT_URL_MINUTES = environment.number("RESULT_URL_MINUTES", 30)
RESULT_RETENTION_HOURS = environment.number("RESULT_RETENTION_HOURS", 24)
LINK_DAYS = environment.number("LINK_DAYS", 30)
UPLOAD_MAX_MB = environment.number("UPLOAD_MAX_MB", 200)
REQUEST_PATIENCE_S = environment.number("REQUEST_PATIENCE_S", 300)
WORKERS = environment.number("WORKERS", 2)  # a template being checked must not hold a visitor up
WORKER_MEMORY_MB = environment.number("WORKER_MEMORY_MB", 1000)
MAX_FETCH_COUNT = environment.number("MAX_FETCH_COUNT", 20)
TOTAL_MAX_FETCH_SIZE_MB = environment.number("TOTAL_MAX_FETCH_SIZE_MB", 20)
OUTGOING_ALLOWED_NETWORKS = environment.networks(environment.listing("OUTGOING_ALLOWED_NETWORKS"))
RATE_LIMIT_PER_KEY = environment.number("RATE_LIMIT_PER_KEY", 12000)  # calls of the API a minute; 0: no limit
RATE_LIMIT_PER_ADDRESS = environment.number("RATE_LIMIT_PER_ADDRESS", 60)
VISITOR_LIMIT = environment.number("VISITOR_LIMIT", 60)
LIST_CAMPAIGNS = environment.flag("LIST_CAMPAIGNS", default=True)

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin.apps.SimpleAdminConfig",  # urls.py loads the staff's pages: workers render without their 19 MB
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "django_q",
    "documents",
    "campaigns",
]

MIDDLEWARE = [
    "personalia_site.security.limit_body",
    "personalia_site.security.staff_csp",
    "personalia_site.security.forget_cookies",
    "documents.api.throttling.tell_allowance",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "personalia_site.urls"
WSGI_APPLICATION = "personalia_site.wsgi.application"
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
            ],
        },
    },
]

DATABASES = {"default": services.database(environment.text("DATABASE_URL", ""), DATA_DIR)}
REDIS_URL = environment.text("REDIS_URL", "")
CACHES = {"default": services.cache(REDIS_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "documents.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
VISITOR_LANGUAGES = ["en", "de", "fr", "es", "he"]  # that every text for visitors is translated into
TIME_ZONE = environment.text("TIME_ZONE", "UTC")
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": services.storage(
        bucket=environment.text("S3_BUCKET", ""),
        endpoint=environment.text("S3_ENDPOINT_URL", ""),
        region=environment.text("S3_REGION", ""),
        access_key=environment.text("S3_ACCESS_KEY_ID", ""),
        secret_key=environment.text("S3_SECRET_ACCESS_KEY", ""),
        folder=environment.text("S3_FOLDER", ""),
    ),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_HOST = environment.text("EMAIL_HOST", "")  # empty: no mail is sent
EMAIL_PORT = environment.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("EMAIL_TLS", default=True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", f"personalia@{_base.hostname}")

FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

# Patience of a task 20 s; redelivered after 30 s if a worker died with it; three deliveries at most.
Q_CLUSTER = {
    "name": "personalia",
    **services.broker(REDIS_URL),
    "workers": WORKERS,
    "timeout": 20,
    "retry": 30,
    "max_attempts": 3,
    "poll": 0.05,
    "max_rss": WORKER_MEMORY_MB * 1024,  # kB, looked at after each job; 0 never
    "recycle": 10_000,  # a new worker loads its templates again: at 50 documents a second the default of 500 costs a tenth of the time
    "catch_up": False,
    "save_limit": 250,
    "ack_failures": False,
    "label": "Jobs",
}

# What `manage.py workers` calls once a minute: functions without arguments, harmless twice.
HOUSEKEEPING = ["documents.tasks.tidy", "campaigns.tasks.tidy"]

# Events of which another one may follow: the tasks that look, where somebody wants to hear of it. They take the first one's subject.
WEBHOOK_FOLLOWERS = {"content.completed": {"submission.completed": "campaigns.tasks.follow"}}

# What webhooks tell of an event's subject, by the event's first word: functions of its key and the webhook's wish for values.
WEBHOOK_PAYLOADS = {
    "content": "documents.actions.payloads.of_request",
    "link": "documents.actions.payloads.of_link",
    "submission": "campaigns.payloads.of_submission",
    "webhook": "documents.actions.payloads.of_test",
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["documents.api.authentication.ApiKeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["documents.api.parsing.LimitedJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "documents.api.errors.exception_handler",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Personalia content API",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
}

UNFOLD = {
    "SITE_TITLE": "Personalia",
    "SITE_HEADER": "Personalia",
    "SITE_SUBHEADER": "Personalised downloads",
    "SITE_URL": reverse_lazy("home"),
    "SITE_ICON": lambda _request: static("brand/mark.svg"),
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda _request: static("brand/mark.svg")}],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,  # each page has its own button, in words
    "BORDER_RADIUS": "8px",
    "COLORS": {
        "primary": {
            "50": "#eff6ff",
            "100": "#dbeafe",
            "200": "#bfdbfe",
            "300": "#93c5fd",
            "400": "#60a5fa",
            "500": "#3b82f6",
            "600": "#1d4ed8",
            "700": "#1e40af",
            "800": "#1e3a8a",
            "900": "#172e6e",
            "950": "#111f4a",
        },
    },
    "STYLES": [lambda _request: static("staff/staff.css")],
    "SCRIPTS": [
        lambda _request: static("staff/copy.js"),
        lambda _request: static("staff/files.js"),
        lambda _request: static("staff/wait.js"),
    ],
    "SIDEBAR": {"navigation": "campaigns.admin.navigation.sidebar"},
    "DASHBOARD_CALLBACK": "campaigns.admin.dashboard.fill",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django-q": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},  # a 404 or 410 would name the file, and with it perhaps a person
        "fontTools": {"level": "ERROR"},
        "httpx": {"level": "WARNING"},  # it writes whole addresses, and some are the right to what they lead to
        "PIL": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
    },
}
