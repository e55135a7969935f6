"""Where data goes, as the environment says."""

from pathlib import Path

import pytest

from personalia_site import services

DATA = Path("data")


def test_without_a_url_it_is_sqlite_in_the_data_folder():
    found = services.database("", DATA)

    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", DATA / "db.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_url_names_a_postgresql_with_all_its_parts():
    found = services.database("postgres://an%40na:p%2Fw@db.example:6000/docs?sslmode=require&connect_timeout=3", DATA)

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert [found[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == ["an@na", "p/w", "db.example", "6000", "docs"]
    assert found["OPTIONS"] == {"sslmode": "require", "connect_timeout": "3"}


@pytest.mark.parametrize("url", ["mysql://host/name", "postgres://host", "postgres://host:port/name", "name"])
def test_a_wrong_database_stops_the_start_without_showing_the_password(url):
    with pytest.raises(SystemExit, match="DATABASE_URL") as stopped:
        services.database(url.replace("host", "anna:secret@host"), DATA)

    assert "secret" not in str(stopped.value)


def test_redis_takes_jobs_and_counters():
    assert services.broker("redis://cache:6379/1") == {"redis": "redis://cache:6379/1"}
    assert services.cache("redis://cache:6379/1")["LOCATION"] == "redis://cache:6379/1"


def test_without_redis_the_database_takes_jobs_and_the_process_counters():
    assert services.broker("") == {"orm": "default"}
    assert "locmem" in services.cache("")["BACKEND"]


def test_a_wrong_redis_stops_the_start():
    with pytest.raises(SystemExit, match="REDIS_URL"):
        services.cache("cache:6379")


def test_a_bucket_takes_the_files_and_what_is_left_out_is_left_to_boto3():
    empty = {"endpoint": "", "region": "", "access_key": "", "secret_key": "", "folder": ""}

    assert services.storage(bucket="", **empty)["BACKEND"] == "django.core.files.storage.FileSystemStorage"
    options = services.storage(bucket="documents", **empty)["OPTIONS"]
    assert (options["bucket_name"], options["endpoint_url"], options["access_key"]) == ("documents", None, None)
