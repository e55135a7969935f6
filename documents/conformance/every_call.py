"""Rules for every call: key, statuses, names, the one error body."""

from uuid import uuid4

import httpx

from documents.conformance.rules import Broken, Rules, expect, handed, need, refused, succeeded
from documents.conformance.server import Server, json_of, told

RULES = Rules()
EVERY = "every call"
ERROR = "every error"


def asked(server: Server, key: str | None = None) -> httpx.Response:
    return server.call("POST", "/v1/content/test", key=key)


def broken_call(server: Server) -> httpx.Response:
    """A call with a mistake in it that has an id, whatever the template."""
    return server.create(output={"Format": "DOC"})


@RULES.add(EVERY, "the header “Authorization: ApiKey <key>” lets a caller in")
def a_key_lets_in(server: Server) -> str:
    succeeded(answer := asked(server))
    return told(answer)


RULES.refuses(EVERY, "without a key: 401, id 102", lambda server: asked(server, ""), status=401, error_id=102)
RULES.refuses(EVERY, "an unknown key: 401, id 102", lambda server: asked(server, f"ApiKey {uuid4()}"), status=401, error_id=102)
RULES.refuses(EVERY, "the prefix ApiKey is required", lambda server: asked(server, server.key), status=401, error_id=102)
RULES.refuses(EVERY, "the prefix is case-sensitive", lambda server: asked(server, f"apikey {server.key}"), status=401, error_id=102)
RULES.refuses(EVERY, "another scheme is no key", lambda server: asked(server, f"Bearer {server.key}"), status=401, error_id=102)
RULES.refuses(
    EVERY, "a revoked key: 401, id 102", lambda server: asked(server, f"ApiKey {handed(server, 'revoked_key')}"), status=401, error_id=102
)


@RULES.add(EVERY, "bodies have PascalCase names exactly as in the contract")
def names_are_pascal_case(server: Server) -> str:
    body = {"templateId": server.template, "fields": server.values()}
    return refused(server.call("POST", "/v1/content", body), status=400, error_id=109)


@RULES.add(EVERY, "success is 200 for every call, never 201 or 202")
def success_is_200(server: Server) -> str:
    calls = [server.create(), server.call("POST", "/v1/content/url", server.body()), asked(server)]
    calls.append(server.call("GET", f"/v1/content/templates/{server.template}/info"))
    calls.append(server.poll(str(json_of(calls[0]).get("RequestId"))))
    statuses = [each.status_code for each in calls]
    expect(statuses == [200] * 5, f"{statuses}")
    return f"{statuses}"


@RULES.add(EVERY, "says RateLimit-Limit, RateLimit-Remaining and RateLimit-Reset", whose="ours")
def rate_limits_are_told(server: Server) -> str:
    headers = asked(server).headers
    found = {name: headers.get(name, "") for name in ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")}
    expect(all(value.isdecimal() for value in found.values()), f"{found}")
    return f"{found}"


@RULES.add(EVERY, "a key of another service: 403")
def another_services_key(server: Server) -> str:
    answer = asked(server, f"ApiKey {handed(server, 'narrow_key')}")
    expect(answer.status_code == 403, told(answer))
    return told(answer)


@RULES.add(EVERY, "a key without the scope: 403, id null, missing_scope, permission_error", whose="ours")
def a_key_without_the_scope(server: Server) -> str:
    answer = server.call("POST", "/v1/content", server.body(), key=f"ApiKey {handed(server, 'narrow_key')}")
    refused(answer, status=403, error_id=None)
    said = answer.json()["error"]
    expect((said["code"], said["type"]) == ("missing_scope", "permission_error"), f"{said}")
    return told(answer)


RULES.cannot(EVERY, "5xx, id 1000, when it is the server's fault", "no fault can be caused from outside")


@RULES.add(EVERY, "a template of another workspace: 403, id 101")
def another_workspaces_template(server: Server) -> str:
    key = handed(server, "other_key")
    path = f"/v1/content/templates/{server.template}/info"
    refused(server.call("GET", path, key=f"ApiKey {key}"), status=403, error_id=101)
    answer = server.call("POST", "/v1/content", server.body(), key=f"ApiKey {key}")
    return refused(answer, status=403, error_id=101)


@RULES.add(EVERY, "a request of another workspace: 404")
def another_workspaces_request(server: Server) -> str:
    key = handed(server, "other_key")
    request = json_of(server.create()).get("RequestId")
    answer = server.call("GET", f"/v1/content?requestId={request}", key=f"ApiKey {key}")
    expect(answer.status_code == 404, told(answer))
    return told(answer)


RULES.refuses(EVERY, "a method that there is not: 405", lambda s: s.call("PUT", "/v1/content", {}), status=405, error_id=None, whose="ours")
RULES.refuses(
    EVERY,
    "a body over 1 MB: 413",
    # On a connection of its own: a server may close the one on which it was sent too much.
    lambda server: server.call("POST", "/v1/content", server.body(fields={"x": "x" * 1_100_000}), Connection="close"),
    status=413,
    error_id=None,
    whose="ours",
)
RULES.refuses(
    EVERY,
    "a body that is not JSON by its type: 415, id 109",
    lambda server: server.call("POST", "/v1/content", "TemplateId=1", Content_Type="application/x-www-form-urlencoded"),
    status=415,
    error_id=109,
    whose="ours",
)
RULES.refuses(
    EVERY, "a body that is broken JSON: 400, id 109", lambda s: s.call("POST", "/v1/content", '{"TemplateId": '), status=400, error_id=109
)
RULES.refuses(EVERY, "a body that is no object: 400, id 109", lambda s: s.call("POST", "/v1/content", "[]"), status=400, error_id=109)


@RULES.add(ERROR, "says Reason (a sentence), ErrorId (a number) and ErrorParameters (an object or null)")
def an_error_has_its_three_names(server: Server) -> str:
    found = json_of(answer := broken_call(server))
    kept = isinstance(found.get("Reason"), str) and isinstance(found.get("ErrorId"), int) and "ErrorParameters" in found
    expect(kept and isinstance(found["ErrorParameters"], (dict, type(None))), told(answer))
    return told(answer)


@RULES.add(ERROR, "says message and errorId (as text), which their Node client reads", whose="ours")
def an_error_serves_the_node_client(server: Server) -> str:
    found = json_of(broken_call(server))
    expect(found.get("message") == found.get("Reason") and found.get("errorId") == str(found.get("ErrorId")), f"{found}"[:90])
    return f"message, errorId {found['errorId']!r}"


@RULES.add(ERROR, "has the error object of their web page: code, message, param, type", whose="ours")
def an_error_has_the_object_of_the_page(server: Server) -> str:
    found = json_of(broken_call(server)).get("error")
    if not isinstance(found, dict):
        raise Broken(f"error: {found!r}")
    expect(found.get("type") == "invalid_request_error" and {"code", "message", "param"} <= set(found), f"{found}"[:90])
    return f"{found}"[:90]


@RULES.add(ERROR, "error.type follows the status: authentication_error with 401", whose="ours")
def the_type_follows_the_status(server: Server) -> str:
    found = json_of(asked(server, "")).get("error") or {}
    expect(found.get("type") == "authentication_error" and found.get("code") == "invalid_api_key", f"{found}"[:90])
    return f"{found}"[:90]


@RULES.add(ERROR, "error.param is the offending name in the request's own spelling", whose="ours")
def the_param_is_spelt_as_in_the_request(server: Server) -> str:
    field = need(next(iter(server.fields), ""), "the template has no field")
    left_out = {name: value for name, value in server.values().items() if name != field}
    found = json_of(server.create(fields=left_out)).get("error") or {}
    expect(found.get("param") == field and found.get("code") == "missing_field", f"{found}"[:90])
    return f"param {found['param']!r}, code {found['code']}"


@RULES.add(ERROR, "error.code is the word that stands for it", whose="ours")
def the_code_is_its_word(server: Server) -> str:
    key = str(uuid4())
    server.call("POST", "/v1/content", server.body(), Idempotency_Key=key)
    answers = {
        "not_found": server.poll(str(uuid4())),
        "method_not_allowed": server.call("PUT", "/v1/content", {}),
        "unsupported_media_type": server.call("POST", "/v1/content", "a=1", Content_Type="application/x-www-form-urlencoded"),
        "too_large": server.call("POST", "/v1/content", server.body(fields={"x": "x" * 1_100_000}), Connection="close"),
        "idempotency_conflict": server.call("POST", "/v1/content", server.body(output={"Quality": "Print"}), Idempotency_Key=key),
    }
    found = {word: (json_of(answer).get("error") or {}).get("code") for word, answer in answers.items()}
    expect(all(word == code for word, code in found.items()), f"{found}")
    return ", ".join(found)
