"""The content API's calls. Each: who may, what is asked, one action, the answer."""

import re
from typing import Any

from django.db import transaction
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.request import Request
from rest_framework.response import Response

from documents import actions
from documents.api import throttling, wire
from documents.api.authentication import caller, require_scope
from documents.api.idempotency import turn
from documents.api.schema import document, operations
from documents.api.webhooks import callback_of
from documents.models import Template
from personalia_site.errors import NotFound

PAGE = 100


@operations.content
@api_view(["GET", "POST"])
def content(request: Request) -> Response:
    """POST creates content; GET asks how far it is."""
    require_scope(request, "content")
    return _create(request) if request.method == "POST" else _poll(request)


def _create(request: Request) -> Response:
    body = wire.body_of(request)
    with turn(request) as mine:
        if mine.answer is not None:
            return mine.answer
        template = wire.template_of(caller(request).workspace, body.get("TemplateId"))
        output = wire.output_of(body)
        callback_url = callback_of(body)
        values = actions.check_values(template=template, values=wire.fields_of(body), images="url")
        assert template.current
        with transaction.atomic():
            made = actions.request_content(version=template.current, values=values, output=output, callback_url=callback_url)
            return mine.keep({"RequestId": str(made.pk)})


def _poll(request: Request) -> Response:
    found = wire.request_of(caller(request).workspace, request.query_params.get("requestId"))
    return Response(wire.status_shape(found))


@operations.on_demand_url
@api_view(["POST"])
def on_demand_url(request: Request) -> Response:
    """A link that renders when it is opened."""
    require_scope(request, "content")
    body = wire.body_of(request)
    with turn(request) as mine:
        if mine.answer is not None:
            return mine.answer
        template = wire.template_of(caller(request).workspace, body.get("TemplateId"))
        output = wire.output_of(body)
        values = actions.check_values(template=template, values=wire.fields_of(body), images="url")
        assert template.current
        remote_url = actions.ask_for_url(version=template.current, values=values, output=output)
        with transaction.atomic():
            link = actions.create_link(version=template.current, values=values, output=output, remote_url=remote_url)
            return mine.keep({"Url": link.public_url})


@operations.template_info
@api_view(["GET"])
def template_info(request: Request, template_id: str) -> Response:
    """A template's fields."""
    require_scope(request, "content")
    return Response(wire.template_shape(wire.template_of(caller(request).workspace, template_id)))


@operations.templates
@api_view(["GET"])
def templates(request: Request) -> Response:
    """The workspace's templates that something can be made with, by name; `Next` is the address of the next page."""
    require_scope(request, "templates")
    page = request.query_params.get("page", "1")
    number = int(page) if re.fullmatch(r"[1-9][0-9]{0,6}", page) else 1
    found = Template.objects.usable().filter(workspace=caller(request).workspace).order_by("name", "pk").prefetch_related("fields")
    rows = list(found[(number - 1) * PAGE : number * PAGE + 1])
    shapes: list[dict[str, Any]] = [{**wire.template_shape(row), "Name": row.name} for row in rows[:PAGE]]
    further = wire.absolute(f"{request.path}?page={number + 1}") if len(rows) > PAGE else None
    return Response({"Templates": shapes, "Next": further})


@operations.test_key
@api_view(["POST"])
def test_key(request: Request) -> Response:
    """Whether the key is good."""
    require_scope(request, "content")
    return Response({"Message": "API key exists."})


@operations.hidden
@api_view(["GET"])
@authentication_classes([])
@permission_classes([])
def openapi(request: Request) -> Response:
    """What this API is, for programs."""
    throttling.count_address(request)
    return Response(document())


@operations.hidden
@api_view(["GET", "POST", "PUT", "PATCH", "DELETE"])
@authentication_classes([])
@permission_classes([])
def nothing_here(request: Request) -> Response:
    """Any other address under /v1/: 404 in the API's own words."""
    throttling.count_address(request)
    raise NotFound("There is no such address in this API.")
