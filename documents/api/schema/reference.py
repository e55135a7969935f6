"""The OpenAPI document laid out for people: what templates/docs/reference.html shows."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from documents.api.schema.document import document
from documents.api.schema.shapes import Schema


class Row(NamedTuple):
    """A parameter, or a property of a shape; `shape` is the name of the one it holds."""

    name: str
    kind: str
    shape: str
    required: bool
    description: str


class Answer(NamedTuple):
    status: str
    shape: str
    description: str


class Call(NamedTuple):
    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[Row]
    body: str
    answers: list[Answer]


class Shape(NamedTuple):
    name: str
    description: str
    rows: list[Row]
    example: str


class Group(NamedTuple):
    name: str
    description: str
    calls: list[Call]


def groups() -> list[Group]:
    """The calls, by tag."""
    found = document()
    calls = [
        (operation["tags"][0], _call(path, method, operation))
        for path, methods in found["paths"].items()
        for method, operation in methods.items()
    ]
    return [Group(tag["name"], tag["description"], [call for name, call in calls if name == tag["name"]]) for tag in found["tags"]]


def shapes() -> list[Shape]:
    """The shapes, by name."""
    return [_shape(name, schema) for name, schema in document()["components"]["schemas"].items()]


def _call(path: str, method: str, operation: dict[str, Any]) -> Call:
    body = operation.get("requestBody", {})
    return Call(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation["description"],
        parameters=[
            Row(each["name"], f"{_kind(each['schema'])}, in the {each['in']}", "", each.get("required", False), each.get("description", ""))
            for each in operation.get("parameters", [])
        ],
        body=_named(_json(body)),
        answers=[Answer(status, _named(_json(each)), each["description"]) for status, each in operation["responses"].items()],
    )


def _json(holder: dict[str, Any]) -> Schema:
    found: Schema = holder.get("content", {}).get("application/json", {}).get("schema", {})
    return found


def _shape(name: str, schema: Schema) -> Shape:
    described = schema.get("items", schema) if schema.get("type") == "array" else schema
    example = json.dumps(schema["examples"][0], indent=2, ensure_ascii=False) if schema.get("examples") else ""
    prefix = "A list. Each: " if described is not schema else ""
    return Shape(name, prefix + described.get("description", ""), list(_rows(described)), example)


def _rows(schema: Schema, prefix: str = "") -> Iterator[Row]:
    for name, each in schema.get("properties", {}).items():
        yield Row(prefix + name, _kind(each), _named(each), name in schema.get("required", ()), _said(each))
        yield from _rows(each, f"{prefix}{name}.")


def _said(schema: Schema) -> str:
    told = str(schema.get("description", ""))
    if "default" in schema:
        told += f" Default: {json.dumps(schema['default'])}."
    return told.strip()


def _named(schema: Schema) -> str:
    """The shape that a schema points to, in a list or beside null too."""
    for each in (schema, schema.get("items", {}), *schema.get("oneOf", ())):
        if "$ref" in each:
            return str(each["$ref"]).rpartition("/")[2]
    return ""


def _kind(schema: Schema) -> str:
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " or ".join(schema["enum"])
    if "oneOf" in schema:
        return "object or null"
    kind = schema.get("type", "object")
    text = " or ".join(kind) if isinstance(kind, list) else str(kind)
    if kind == "array":
        return f"list of {_kind(schema['items'])}"
    limits = f", {schema['minimum']} to {schema['maximum']}" if "maximum" in schema else ""
    return text + {"uuid": " (UUID)", "date-time": " (time)", "uri": " (address)"}.get(str(schema.get("format")), "") + limits
