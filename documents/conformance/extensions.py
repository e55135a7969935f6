"""Rules for what is ours alone: lists, webhooks."""

from uuid import uuid4

from documents.conformance.rules import NotChecked, Rules, expect, handed, refused, succeeded
from documents.conformance.server import Json, Server, json_of, told

RULES = Rules()
TEMPLATES, CAMPAIGNS, WEBHOOKS = "list templates", "list campaigns", "webhooks"


@RULES.add(TEMPLATES, "answers Templates with TemplateId, Name and Fields, and Next", whose="ours")
def templates_are_listed(server: Server) -> str:
    found = succeeded(answer := server.call("GET", "/v1/content/templates"))
    listed = found.get("Templates")
    expect(isinstance(listed, list) and "Next" in found, told(answer))
    expect(all({"TemplateId", "Name", "Fields"} <= set(each) for each in listed or ()), told(answer))
    return told(answer)


def scoped(server: Server, path: str) -> Json:
    """An answer to GET; not checked when the key may not ask."""
    answer = server.call("GET", path)
    if answer.status_code == 403:
        refused(answer, status=403, error_id=None)
        raise NotChecked("the key lacks the scope; refused with 403, id null, as it should be")
    return succeeded(answer)


@RULES.add(CAMPAIGNS, "answers a list with Id, Slug, Name, Url and Live", whose="ours")
def campaigns_are_listed(server: Server) -> str:
    found = scoped(server, "/v1/campaigns").get("")
    expect(isinstance(found, list), f"{found}"[:90])
    expect(all(set(each) >= {"Id", "Slug", "Name", "Url", "Live"} for each in found or ()), f"{found}"[:90])
    return f"{len(found or ())} campaigns"


@RULES.add(WEBHOOKS, "can be subscribed to, listed and ended", whose="ours")
def a_subscription_comes_and_goes(server: Server) -> str:
    scoped(server, "/v1/webhooks")
    wanted = {"Url": "https://example.com/conformance", "Events": ["content.completed"], "Name": f"conformance {uuid4()}"}
    made = succeeded(server.call("POST", "/v1/webhooks", wanted))
    key = made.get("WebhookId")
    try:
        expect(str(made.get("Secret", "")).startswith("whsec_"), f"{sorted(made)}")
        listed = json_of(server.call("GET", "/v1/webhooks")).get("Webhooks") or []
        mine = [each for each in listed if each.get("WebhookId") == key]
        expect(len(mine) == 1 and "Secret" not in mine[0], f"{mine}"[:90])
    finally:
        ended = server.call("DELETE", f"/v1/webhooks/{key}")
    succeeded(ended)
    refused(server.call("GET", f"/v1/webhooks/{key}"), status=404, error_id=None)
    return told(ended)


@RULES.add(WEBHOOKS, "an event that there is not: 400, id 109", whose="ours")
def an_unknown_event(server: Server) -> str:
    scoped(server, "/v1/webhooks")
    wanted = {"Url": "https://example.com/conformance", "Events": ["content.imagined"]}
    return refused(server.call("POST", "/v1/webhooks", wanted), status=400, error_id=109)


@RULES.add(WEBHOOKS, "an address in a private network is refused: 400, id 109", whose="ours")
def a_private_address(server: Server) -> str:
    scoped(server, "/v1/webhooks")
    wanted = {"Url": "http://169.254.169.254/", "Events": ["content.completed"]}
    return refused(server.call("POST", "/v1/webhooks", wanted), status=400, error_id=109)


@RULES.add(WEBHOOKS, "another workspace's: 404, id null, as if there were none", whose="ours")
def another_workspaces_subscription(server: Server) -> str:
    other = handed(server, "other_key")
    scoped(server, "/v1/webhooks")
    wanted = {"Url": "https://example.com/conformance", "Events": ["content.completed"]}
    key = succeeded(server.call("POST", "/v1/webhooks", wanted)).get("WebhookId")
    try:
        answers = [server.call(method, f"/v1/webhooks/{key}", key=f"ApiKey {other}") for method in ("GET", "DELETE")]
    finally:
        server.call("DELETE", f"/v1/webhooks/{key}")
    return [refused(answer, status=404, error_id=None) for answer in answers][-1]
