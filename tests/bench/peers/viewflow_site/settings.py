"""As its documentation says for production: sessions, CSRF, connections that stay open, its own templates."""

import os

SECRET_KEY = os.environ["PEER_SECRET"]
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.bench.peers.viewflow_site.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ, TIME_ZONE, LANGUAGE_CODE, STATIC_URL = True, "Asia/Shanghai", "zh-hans", "static/"
INSTALLED_APPS = [
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
    "django.contrib.staticfiles", "viewflow", "viewflow.workflow", "tests.bench.peers.viewflow_site.apps.Steps",
]  # fmt: skip
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware", "viewflow.middleware.SiteMiddleware",
]  # fmt: skip
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]  # fmt: skip
TEMPLATES = [
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
     "OPTIONS": {"context_processors": CONTEXT_PROCESSORS}},
]  # fmt: skip


def _database() -> dict[str, object]:
    kept_open = {"CONN_MAX_AGE": None}
    if file := os.environ.get("PEER_SQLITE"):
        pragmas = f"PRAGMA journal_mode={os.environ['PEER_JOURNAL']}; PRAGMA synchronous=FULL"
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": options, **kept_open}
    names = {
        "HOST": "HOST",
        "PORT": "PORT",
        "USER": "USER",
        "PASSWORD": "PASSWORD_OF_DATABASE",
        "NAME": "NAME",
    }
    told = {name: os.environ[f"PEER_{variable}"] for name, variable in names.items()}
    return {"ENGINE": "django.db.backends.postgresql", **told, **kept_open}


DATABASES = {"default": _database()}
