"""Rules for credits, in the order in which the last one is kept, given back, and used up."""

from documents.conformance.rules import NotChecked, Rules, expect, handed, refused, succeeded
from documents.conformance.server import Server, json_of, told

RULES = Rules()
CREDITS = "credits"


def with_last_credit(server: Server) -> Server:
    return server.with_(template=handed(server, "last_credit_template"), key=handed(server, "last_credit_key"))


@RULES.add(CREDITS, "an on-demand URL costs nothing until it is opened, and HEAD and prefetch cost nothing")
def a_link_costs_nothing(server: Server) -> str:
    poor = with_last_credit(server)
    url = poor.link()
    expect(poor.client.head(url).status_code == 200, "HEAD is not answered")
    poor.client.get(url, headers={"Sec-Purpose": "prefetch"})
    hopeless = poor.hopeless()
    answer = poor.create(fields=hopeless) if hopeless else poor.create()
    succeeded(answer)
    if hopeless:
        poor.wait_for(str(json_of(answer).get("RequestId")))
    return told(answer)


@RULES.add(CREDITS, "a failed rendering gives its credits back")
def a_failure_costs_nothing(server: Server) -> str:
    poor = with_last_credit(server)
    if poor.hopeless() is None:
        raise NotChecked("this template renders whatever is sent")
    succeeded(answer := poor.create())
    return told(answer)


@RULES.add(CREDITS, "charged when the request is taken; none left: 400, id 117")
def charged_at_once(server: Server) -> str:
    return refused(with_last_credit(server).create(), status=400, error_id=117)


@RULES.add(CREDITS, "an on-demand URL that is opened without a credit answers a page and no document", whose="ours")
def opened_without_a_credit(server: Server) -> str:
    answer = with_last_credit(server).client.get(with_last_credit(server).link())
    expect(answer.status_code >= 400 and answer.headers.get("Content-Type", "").startswith("text/html"), told(answer))
    return told(answer)
