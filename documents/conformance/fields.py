"""Rules for templates and the values of their fields."""

from typing import Any
from uuid import uuid4

from documents.conformance.rules import NotChecked, Rules, expect, need, refused, succeeded
from documents.conformance.server import Server, told

RULES = Rules()
INFO, FIELDS = "template info", "fields"
TYPES = {"String", "Number", "Date", "Boolean", "Unknown"}
COUPON = {"Product": "iron", "Offer": "20%", "Price": "$25", "Expiry Date": "2025-04-01", "Color": "red", "Switch Sides": "0"}


@RULES.add(INFO, "answers TemplateId and Fields with Name and Type")
def info_has_its_names(server: Server) -> str:
    found = succeeded(answer := server.call("GET", f"/v1/content/templates/{server.template}/info"))
    fields = found.get("Fields")
    expect(found.get("TemplateId") == server.template and isinstance(fields, list), told(answer))
    expect(all(isinstance(each.get("Name"), str) and each.get("Type") in TYPES for each in fields or ()), told(answer))
    return told(answer)


for called, key in (("that is no UUID", "none"), ("that is unknown", str(uuid4()))):
    RULES.refuses(
        INFO,
        f"a template id {called}: 400, id 103",
        lambda server, key=key: server.call("GET", f"/v1/content/templates/{key}/info"),  # type: ignore[misc]  # bound now
        status=400,
        error_id=103,
    )


@RULES.add("test the key", "answers the Message “API key exists.”")
def the_key_exists(server: Server) -> str:
    found = succeeded(answer := server.call("POST", "/v1/content/test"))
    expect(found.get("Message") == "API key exists.", told(answer))
    return told(answer)


@RULES.add(FIELDS, "a field that is missing: 400, id 111, with its FieldName")
def a_missing_field(server: Server) -> str:
    field = need(next(iter(server.fields), ""), "the template has no field")
    answer = server.create(fields={name: value for name, value in server.values().items() if name != field})
    refused(answer, status=400, error_id=111)
    expect((answer.json().get("ErrorParameters") or {}).get("FieldName") == field, told(answer))
    return told(answer)


@RULES.add(FIELDS, "fields that the template does not have are ignored")
def an_unknown_field(server: Server) -> str:
    succeeded(answer := server.create(fields=server.values(**{f"No such field {uuid4()}": "x"})))
    return told(answer)


@RULES.add(FIELDS, "names may hold spaces and any script")
def a_name_with_a_space(server: Server) -> str:
    need(next((name for name in server.fields if " " in name or not name.isascii()), ""), "the template has no such field")
    found = server.ended()
    expect(found.get("Status") == "Completed", f"{found}"[:90])
    return f"{[name for name in server.fields if ' ' in name or not name.isascii()]}"


def _wrong(kind: str, value: Any, error_id: int) -> None:
    def check(server: Server) -> str:
        field = need(server.field_of(kind), f"the template has no {kind} field")
        answer = server.create(fields=server.values(**{field: value}))
        refused(answer, status=400, error_id=error_id)
        expect((answer.json().get("ErrorParameters") or {}).get("FieldName") == field, told(answer))
        return told(answer)

    RULES.add(FIELDS, f"{kind} {value!r}: 400, id {error_id}, with its FieldName")(check)


def _right(kind: str, value: Any, *, ours: bool = False) -> None:
    def check(server: Server) -> str:
        field = need(server.field_of(kind), f"the template has no {kind} field")
        succeeded(answer := server.create(fields=server.values(**{field: value})))
        return told(answer)

    RULES.add(FIELDS, f"{kind} {value!r} is taken", whose="ours" if ours else "theirs")(check)


for number in ("1,000", "1.2.3", "ten", "1e5", ""):
    _wrong("Number", number, 113)
for number in ("-12.50", "1000", "0.5"):
    _right("Number", number)
_right("Number", 25)
for day in ("2025-02-30", "01.04.2025", "2025-4-1", "2025-04-01T00:00:00", ""):
    _wrong("Date", day, 112)
_right("Date", "2024-02-29")
for flag in ("yes", "true", "2", "", 1):
    _wrong("Boolean", flag, 109)
for flag in ("1", "0"):
    _right("Boolean", flag)
for bare in (True, False):
    _right("Boolean", bare, ours=True)
for nothing in (None, ["a"], {"a": 1}):
    _wrong("String", nothing, 109)


@RULES.add(FIELDS, "the coupon, which every client's sample uses, renders with the sample's values")
def the_coupon(server: Server) -> str:
    if set(server.fields) != set(COUPON):
        raise NotChecked("the template is not the coupon")
    found = server.ended(fields=COUPON)
    expect(found.get("Status") == "Completed", f"{found}"[:90])
    return f"{found}"[:90]
