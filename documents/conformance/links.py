"""Rules for on-demand URLs."""

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, unquote, urlsplit

import httpx

from documents.conformance.rules import NotChecked, Rules, expect, succeeded
from documents.conformance.server import Server, json_of, told

RULES = Rules()
LINK = "create on-demand URL"
OPEN = "open on-demand URL"
OPENERS = 4


def made(server: Server, output: object = None) -> httpx.Response:
    return server.call("POST", "/v1/content/url", server.body(output=output))


def token_of(url: str) -> str:
    return (parse_qs(urlsplit(url).query).get("token") or [""])[0]


@RULES.add(LINK, "answers a Url that ends in ?token= and 64 hexadecimal digits")
def a_link_has_a_token(server: Server) -> str:
    url = str(succeeded(answer := made(server)).get("Url"))
    expect(re.fullmatch(r"[0-9a-f]{64}", token_of(url)), told(answer))
    return told(answer)


@RULES.add(LINK, "two links of the same values have different tokens")
def tokens_differ(server: Server) -> str:
    first, second = (token_of(str(json_of(made(server)).get("Url"))) for _ in range(2))
    expect(first and first != second, f"{first[:12]}… and {second[:12]}…")
    return f"{first[:12]}… and {second[:12]}…"


@RULES.add(LINK, "the address carries no personal data")
def a_link_tells_nothing(server: Server) -> str:
    url = unquote(server.link())
    shown = [value for value in server.values().values() if isinstance(value, str) and len(value) > 2 and value in url]
    expect(url and not shown, f"{shown}")
    return "no value is in it"


for output in ({"Format": "JPG"}, {"Format": "PNG"}, {"Package": True}):
    RULES.refuses(
        LINK,
        f"PDF only: {output} is refused with 400, id 118",
        lambda server, output=output: made(server, output),  # type: ignore[misc]  # bound now, not when it is called
        status=400,
        error_id=118,
    )


@RULES.add(LINK, "Resolution next to PDF is tolerated")
def a_resolution_is_tolerated(server: Server) -> str:
    succeeded(answer := made(server, {"Format": "PDF", "Resolution": 300}))
    return told(answer)


RULES.cannot(LINK, "nothing is rendered until it is opened", "cannot be seen from outside; that nothing is charged can")


@RULES.add(OPEN, "a plain GET without a key answers the PDF itself")
def opening_answers_the_pdf(server: Server) -> str:
    answer = server.client.get(server.link())
    expect(answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("application/pdf"), told(answer))
    expect(b"%PDF-" in answer.content[:1024], told(answer))
    return told(answer)


@RULES.add(OPEN, "many times and in parallel, it answers the same PDF")
def opening_in_parallel(server: Server) -> str:
    url = str(json_of(made(server)).get("Url"))
    with ThreadPoolExecutor(OPENERS) as pool:
        answers = list(pool.map(lambda _: server.client.get(url), range(OPENERS)))
    answers.append(server.client.get(url))
    expect({each.status_code for each in answers} == {200} and len({each.content for each in answers}) == 1, told(answers[0]))
    return f"{len(answers)} times {told(answers[0])}"


@RULES.add(OPEN, "opens in a frame of another site, too")
def opening_in_a_frame(server: Server) -> str:
    answer = server.client.get(server.link(), headers={"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"})
    policy = answer.headers.get("Content-Security-Policy", "")
    expect(answer.status_code == 200, told(answer))
    expect("X-Frame-Options" not in answer.headers and "frame-ancestors" not in policy, f"{dict(answer.headers)}"[:90])
    return told(answer)


@RULES.add(OPEN, "HEAD gets headers only", whose="ours")
def head_gets_headers(server: Server) -> str:
    answer = server.client.head(str(json_of(made(server)).get("Url")))
    expect(answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("application/pdf"), told(answer))
    return told(answer)


@RULES.add(OPEN, "prefetch (Sec-Purpose) gets headers only", whose="ours")
def prefetch_gets_headers(server: Server) -> str:
    answer = server.client.get(str(json_of(made(server)).get("Url")), headers={"Sec-Purpose": "prefetch"})
    expect(answer.status_code in (200, 204) and not answer.content, told(answer))
    return told(answer)


@RULES.add(OPEN, "a rendering that fails answers a page with a reference, and may be opened again", whose="ours")
def a_failure_answers_a_page(server: Server) -> str:
    values = server.hopeless()
    if values is None or server.ended(fields=values).get("Status") != "Failed":
        raise NotChecked("this template renders whatever is sent")
    answers = [server.client.get(server.link(values)) for _ in range(2)]
    kept = all(each.headers.get("Content-Type", "").startswith("text/html") and each.status_code not in (404, 410) for each in answers)
    expect(kept, told(answers[0]))
    return f"twice {told(answers[0])}"


@RULES.add(OPEN, "an unknown token answers no document")
def an_unknown_token(server: Server) -> str:
    url = server.link()
    answer = server.client.get(url.replace(token_of(url), "0" * 64))
    expect(answer.status_code in (400, 404, 410), told(answer))
    return told(answer)
