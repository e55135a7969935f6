"""Where data goes: SQLite and plain files in DATA_DIR, or the PostgreSQL, Redis and S3 that environment variables name. No Django."""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

POSTGRES = ("postgres", "postgresql")


def database(url: str, data_dir: Path) -> dict[str, Any]:
    """The entry of DATABASES: SQLite in DATA_DIR, unless the URL names a PostgreSQL. A wrong URL stops the start with a sentence."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data_dir / "db.sqlite3",
            "CONN_MAX_AGE": 60,  # opening costs a call of the API a third of its time
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    try:
        parts = urlsplit(url)
        port = parts.port or 5432
    except ValueError:
        sys.exit("DATABASE_URL is not a URL. Write it as postgres://user:password@host:5432/name.")
    if parts.scheme not in POSTGRES or not parts.path.strip("/"):
        sys.exit("DATABASE_URL must read postgres://user:password@host:5432/name. Leave it out for SQLite in DATA_DIR.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port),
        "CONN_MAX_AGE": 60,  # a connection for each thread; a new one costs more than most queries
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),  # sslmode, connect_timeout … as libpq calls them
    }


def cache(redis_url: str) -> dict[str, Any]:
    """The entry of CACHES: counters of rate limits. Without Redis each web process counts by itself; `script/server` runs one."""
    if not redis_url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 50_000}}
    _check_redis(redis_url)
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url, "KEY_PREFIX": "personalia"}


def broker(redis_url: str) -> dict[str, Any]:
    """Part of Q_CLUSTER: the database is the broker, unless there is a Redis."""
    return {"redis": redis_url} if redis_url else {"orm": "default"}


def _check_redis(url: str) -> None:
    if not url.startswith(("redis://", "rediss://", "unix://")):
        sys.exit("REDIS_URL must read redis://host:6379/0. Leave it out when there is one web process.")


def storage(*, bucket: str, endpoint: str, region: str, access_key: str, secret_key: str, folder: str) -> dict[str, Any]:
    """The entry of STORAGES for uploads and results: DATA_DIR/media, unless a bucket is named. Empty: as boto3 finds it."""
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    options: dict[str, Any] = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "region_name": region or None,
        "access_key": access_key or None,
        "secret_key": secret_key or None,
        "location": folder,
        "file_overwrite": False,
        "default_acl": None,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
