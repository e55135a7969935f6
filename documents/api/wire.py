"""Shapes on the wire: request bodies in, answers out. PascalCase names are the contract's."""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from django.conf import settings
from rest_framework.request import Request

from documents.models import ContentRequest, Template, TemplateField, Workspace
from documents.rendering.output import Output
from personalia_site.errors import Invalid, NotAllowed, NotFound

FORMATS = ("PDF", "JPG", "PNG")
QUALITIES = ("Display", "Print")


def absolute(path: str) -> str:
    return f"{settings.BASE_URL}{path}"


def body_of(request: Request) -> Mapping[str, Any]:
    """The request's JSON object."""
    if not isinstance(request.data, Mapping):
        raise Invalid("The body must be a JSON object.", error_id=109, code="invalid_json")
    return request.data


def template_of(workspace: Workspace, key: object) -> Template:
    """The template that a call names.

    raises   Invalid 109 (missing), 103 (no UUID, unknown, nothing ready); NotAllowed 101 (another workspace's)
    """
    if key is None:
        raise _mandatory("TemplateId")
    if not isinstance(key, str):
        reason = "TemplateId must be a string."
        raise Invalid(reason, error_id=109, code="invalid_type", parameters={"FieldName": "TemplateId"})
    found = _uuid(key)
    template = Template.objects.with_current().filter(pk=found).first() if found else None
    if template and template.workspace_id != workspace.pk:
        raise NotAllowed("The API key does not belong to this template.", error_id=101, code="wrong_workspace")
    if template is None:
        raise _unknown_template("TemplateId is invalid: there is no such template.", key)
    if template.current is None:
        raise _unknown_template("TemplateId is invalid: no version of this template is ready yet.", key)
    template.current.template = template
    return template


def _unknown_template(reason: str, key: str) -> Invalid:
    return Invalid(reason, error_id=103, code="invalid_template_id", parameters={"TemplateId": key})


def _mandatory(name: str) -> Invalid:
    return Invalid(f"{name} is missing.", error_id=109, code="missing_parameter", parameters={"FieldName": name})


def _uuid(text: str) -> UUID | None:
    """Only the usual spelling: UUID() itself takes braces and urn: too."""
    try:
        found = UUID(text)
    except ValueError:
        return None
    return found if text.lower() == str(found) else None


def fields_of(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """`Fields`: an object, required."""
    found = body.get("Fields")
    if found is None:
        raise _mandatory("Fields")
    if not isinstance(found, Mapping):
        raise Invalid("Fields must be an object.", error_id=109, code="invalid_type", parameters={"FieldName": "Fields"})
    return found


def output_of(body: Mapping[str, Any]) -> Output:
    """`Output`, checked; 104 names the bad one. Next to PDF a Resolution is tolerated, whatever it is."""
    wanted = body.get("Output")
    if wanted is None:
        return Output()
    if not isinstance(wanted, Mapping):
        raise _bad_output("Output", "must be an object")
    form: Literal["PDF", "JPG", "PNG"] = _one_of(wanted, "Format", FORMATS)
    quality: Literal["Display", "Print"] = _one_of(wanted, "Quality", QUALITIES)
    return Output(
        format=form,
        quality=quality,
        resolution_dpi=72 if form == "PDF" else _resolution(wanted),
        package=_flag(wanted, "Package", default=False),
        strict=_flag(wanted, "StrictPolicy", default=True),
    )


def _bad_output(name: str, rule: str) -> Invalid:
    return Invalid(f"{name} {rule}.", error_id=104, code="invalid_output", parameters={"FieldName": name})


def _one_of(wanted: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> Any:
    value = wanted.get(name, allowed[0])
    if value not in allowed or not isinstance(value, str):
        raise _bad_output(name, f"must be one of {', '.join(allowed)}")
    return value


def _resolution(wanted: Mapping[str, Any]) -> int:
    value = wanted.get("Resolution", 72)
    if isinstance(value, bool) or not isinstance(value, int) or not 72 <= value <= 300:
        raise _bad_output("Resolution", "must be a whole number from 72 to 300")
    return value


def _flag(wanted: Mapping[str, Any], name: str, *, default: bool) -> bool:
    value = wanted.get(name, default)
    if not isinstance(value, bool):
        raise _bad_output(name, "must be true or false")
    return value


def request_of(workspace: Workspace, key: str | None) -> ContentRequest:
    """The request that a poll asks for; 404 for an unknown one and for another workspace's alike."""
    if not key:
        raise _mandatory("requestId")
    found = _uuid(key)
    asked = ContentRequest.objects.only("state", "error_id", "error_reason", "error_parameters")
    request = asked.filter(pk=found, workspace=workspace).first() if found else None
    if request is None:
        raise NotFound("There is no request with this id.")
    return request


def status_shape(request: ContentRequest) -> dict[str, Any]:
    """The answer to a poll."""
    if request.state == ContentRequest.State.FAILED:
        failure = {"Reason": request.error_reason, "ErrorId": request.error_id}
        named = {"ErrorParameters": request.error_parameters} if "FieldName" in request.error_parameters else {}
        return {"Status": "Failed", "URLs": [], "FailureDescription": failure, "ErrorId": request.error_id, **named}
    if request.state == ContentRequest.State.COMPLETED:
        urls = [absolute(file.get_absolute_url()) for file in request.files.all()]
        return {"Status": "Completed", "URLs": urls, "FailureDescription": None}
    return {"Status": "InProgress", "URLs": [], "FailureDescription": None}


def template_shape(template: Template) -> dict[str, Any]:
    """The answer to template info."""
    return {"TemplateId": str(template.pk), "Fields": [field_shape(field) for field in template.fields.all() if field.present]}


def field_shape(field: TemplateField) -> dict[str, str]:
    if field.kind == "Image":
        return {"Name": field.name, "Type": "String", "Kind": "Image"}
    return {"Name": field.name, "Type": field.kind}
