"""What pages may load, and how much may be sent."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from personalia_site.security import limit_body, policy, strict_csp

pytestmark = pytest.mark.django_db


def test_a_strict_page_may_load_nothing_of_others_and_nothing_inline() -> None:
    page = strict_csp(lambda _request: HttpResponse("page"))(HttpRequest())

    header = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in header
    assert "unsafe" not in header
    assert "*" not in header


def test_a_view_that_sets_the_policy_itself_keeps_it() -> None:
    own = policy(frame_ancestors="https://example.com")

    page = strict_csp(lambda _request: HttpResponse("page", headers={"Content-Security-Policy": own}))(HttpRequest())

    assert page.headers["Content-Security-Policy"] == own


def test_the_admin_runs_no_inline_script_and_is_framed_by_nobody(client: Client) -> None:
    header = client.get(reverse("admin:login")).headers["Content-Security-Policy"]

    assert "script-src 'self' 'unsafe-eval';" in header
    assert "frame-ancestors 'none'" in header


def test_a_body_that_no_door_takes_is_refused_before_it_is_read(settings: Any) -> None:
    settings.UPLOAD_MAX_MB = 1
    read: list[HttpRequest] = []
    door = limit_body(lambda request: read.append(request) or HttpResponse("in"))

    refused = door(RequestFactory().generic("POST", "/admin/login/", b"x", CONTENT_LENGTH=str(100 * 1024 * 1024)))
    taken = door(RequestFactory().generic("POST", "/admin/login/", b"x", CONTENT_LENGTH=str(1024 * 1024)))

    assert (refused.status_code, taken.status_code) == (413, 200)
    assert len(read) == 1
