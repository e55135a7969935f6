"""The API as a program calls it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from documents.models import Template, Workspace
from tests import factories

COUPON = {"Product": "String", "Price": "Number", "Expiry Date": "Date", "Switch Sides": "Boolean"}
VALUES = {"Product": "iron", "Price": "25", "Expiry Date": "2025-04-01", "Switch Sides": "0"}


@pytest.fixture
def workspace(db: None) -> Workspace:
    return factories.make_workspace()


@pytest.fixture
def template(workspace: Workspace) -> Template:
    return factories.make_template(workspace=workspace, fields=COUPON)


@pytest.fixture
def call(workspace: Workspace) -> Callable[..., Any]:
    """call("POST", "/v1/content", {...}) with the workspace's key, or another `key`; "" sends none."""
    own = factories.make_key(workspace=workspace)

    def call(method: str, path: str, body: object = None, *, key: str | None = None, client: Client | None = None, **headers: str) -> Any:
        key = own if key is None else key
        given = {"authorization": f"ApiKey {key}"} if key else {}
        data = "" if body is None else body if isinstance(body, (str, bytes)) else json.dumps(body)
        kind = headers.pop("content_type", "application/json")
        return (client or Client()).generic(method, path, data, content_type=kind, headers=given | headers)

    return call
