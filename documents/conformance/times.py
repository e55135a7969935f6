"""Rules for how long results and links live."""

import re
import time

import httpx

from documents.conformance.rules import Rules, expect, handed, succeeded
from documents.conformance.server import PATIENCE_S, PAUSE_S, Json, Server, json_of, told

RULES = Rules()
FILES, OPEN = "result files", "open on-demand URL"


def status_of(server: Server, request: str) -> Json:
    found = succeeded(server.poll(request))
    expect(found.get("Status") == "Completed" and found.get("URLs"), f"{found}"[:90])
    return found


@RULES.add(FILES, "live 30 minutes from completion")
def files_live(server: Server) -> str:
    found = status_of(server, handed(server, "young_request"))
    answer = server.client.get(found["URLs"][0])
    expect(answer.status_code == 200, told(answer))
    return told(answer)


@RULES.add(FILES, "answer 410 afterwards, while the status stays Completed with the same URLs")
def files_end(server: Server) -> str:
    answers = [server.client.get(url) for url in status_of(server, handed(server, "expired_request"))["URLs"]]
    expect({each.status_code for each in answers} == {410}, told(answers[0]))
    return told(answers[0])


@RULES.add(FILES, "past their time, who accepts JSON is told in the one body of errors: expired, id null", whose="ours")
def files_end_in_json(server: Server) -> str:
    found = status_of(server, handed(server, "expired_request"))
    return _ended_in_json(server, found["URLs"][0], "expired")


def _ended_in_json(server: Server, url: str, code: str) -> str:
    answer = server.client.get(url, headers={"Accept": "application/json"})
    said = json_of(answer)
    expect(answer.status_code == 410 and "ErrorId" in said and said["ErrorId"] is None, told(answer))
    expect(said["error"]["code"] == code, told(answer))
    return told(answer)


@RULES.add(OPEN, "lives 30 days")
def a_link_lives(server: Server) -> str:
    answer = server.client.get(handed(server, "young_link"))
    expect(answer.status_code == 200, told(answer))
    return told(answer)


def _ended(name: str, code: str) -> None:
    def a_page(server: Server) -> str:
        answer = server.client.get(handed(server, name))
        expect(answer.status_code == 410 and answer.headers.get("Content-Type", "").startswith("text/html"), told(answer))
        expect(re.search(r"<h1[^>]*>[^<]+</h1>", answer.text), told(answer))
        return told(answer)

    RULES.add(OPEN, f"{code}: 410, with a page that a person understands", whose="ours")(a_page)
    in_json = f"{code}, for who accepts JSON: 410, id null, {code}"
    RULES.add(OPEN, in_json, whose="ours")(lambda server: _ended_in_json(server, handed(server, name), code))


_ended("expired_link", "expired")
_ended("revoked_link", "revoked")


@RULES.add(OPEN, "while a slow template is at work: a 200 page that refreshes itself, then the PDF", whose="ours")
def a_slow_link(server: Server) -> str:
    url = server.with_(template=handed(server, "slow_template")).link()
    answer = first = server.client.get(url)
    expect(first.status_code == 200 and first.headers.get("Content-Type", "").startswith("text/html"), told(first))
    expect("Refresh" in first.headers or 'http-equiv="refresh"' in first.text.lower(), "it does not refresh itself")
    until = time.monotonic() + PATIENCE_S
    while not _is_pdf(answer) and time.monotonic() < until:
        time.sleep(PAUSE_S)
        answer = server.client.get(url)
    expect(_is_pdf(answer), told(answer))
    return f"{told(first)}, then {told(answer)}"


def _is_pdf(answer: httpx.Response) -> bool:
    return str(answer.headers.get("Content-Type", "")).startswith("application/pdf")
