"""How often a program may call, and what each answer says of it."""

import pytest
from django.test import Client

from documents.api import throttling
from tests import factories

HEADERS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still, 10 s into a minute."""
    at = [60 * 1_000_000 + 10.0]
    monkeypatch.setattr(throttling.time, "time", lambda: at[0])
    return at


@pytest.fixture(autouse=True)
def few(settings):
    settings.RATE_LIMIT_PER_KEY, settings.RATE_LIMIT_PER_ADDRESS = 3, 2


def told(answer) -> tuple[str, ...]:
    return tuple(answer.headers.get(name, "") for name in HEADERS)


def test_every_answer_says_how_many_calls_are_left(call, clock):
    assert told(call("POST", "/v1/content/test")) == ("3", "2", "50")
    assert told(call("GET", "/v1/content?requestId=x")) == ("3", "1", "50")
    assert told(call("PUT", "/v1/content")) == ("3", "0", "50")


def test_one_call_too_many_is_429_with_the_seconds_to_wait(call, clock):
    for _ in range(3):
        call("POST", "/v1/content/test")

    answer = call("POST", "/v1/content/test")

    assert (answer.status_code, answer["Retry-After"], told(answer)) == (429, "50", ("3", "0", "50"))
    assert (answer.json()["ErrorId"], answer.json()["error"]["code"]) == (None, "rate_limit_exceeded")
    assert answer.json()["error"]["type"] == "rate_limit_error"


def test_the_next_minute_begins_anew(call, clock):
    for _ in range(4):
        call("POST", "/v1/content/test")
    clock[0] += 50

    assert told(call("POST", "/v1/content/test")) == ("3", "2", "60")


def test_each_key_has_its_own(call, clock, workspace):
    for _ in range(3):
        call("POST", "/v1/content/test")

    assert call("POST", "/v1/content/test", key=factories.make_key(workspace=workspace)).status_code == 200


def test_calls_without_a_good_key_count_against_their_address(call, clock):
    first, second, third = (call("POST", "/v1/content/test", key=key) for key in ("", "pk_guess", "pk_another"))

    assert [first.status_code, second.status_code, third.status_code] == [401, 401, 429]
    assert told(first) == ("2", "1", "50")
    assert call("GET", "/v1/nothing").status_code == 429
    assert call("POST", "/v1/content/test").status_code == 200


def test_another_address_has_its_own(call, clock):
    for _ in range(3):
        call("POST", "/v1/content/test", key="")

    assert call("POST", "/v1/content/test", key="", client=Client(REMOTE_ADDR="192.0.2.7")).status_code == 401


def test_behind_a_proxy_the_address_is_what_the_proxy_saw(call, clock, settings):
    settings.BEHIND_PROXY = True
    for number in range(3):  # what the caller itself writes there does not help it
        last = call("POST", "/v1/content/test", key="", **{"x-forwarded-for": f"10.0.0.{number}, 192.0.2.7"})

    assert last.status_code == 429
    assert call("POST", "/v1/content/test", key="", **{"x-forwarded-for": "192.0.2.8"}).status_code == 401


def test_without_a_proxy_nobody_chooses_an_address(call, clock):
    for number in range(3):
        last = call("POST", "/v1/content/test", key="", **{"x-forwarded-for": f"192.0.2.{number}"})

    assert last.status_code == 429


def test_0_is_no_limit(call, settings):
    settings.RATE_LIMIT_PER_KEY = 0

    assert told(call("POST", "/v1/content/test")) == ("", "", "")
