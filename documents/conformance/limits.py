"""Rules for too many calls. They come last: whoever is shut out is shut out for the rest of the minute."""

import httpx

from documents.conformance.every_call import asked
from documents.conformance.given import option
from documents.conformance.rules import NotChecked, Rules, expect, refused
from documents.conformance.server import Server, told

RULES = Rules()
EVERY = "every call"


def shut_out(server: Server, key: str | None = None) -> httpx.Response:
    """The answer to the call that was one too many; without a key of ours it is the caller's address that counts."""
    most = server.given.calls
    if not most:
        raise NotChecked(f"needs {option('calls')}: {server.given.sentences()['calls']}")
    answer = asked(server, key)
    limit = answer.headers.get("RateLimit-Limit", "")
    if limit.isdecimal() and int(limit) > most:
        raise NotChecked(f"the server lets {limit} calls a minute in, and only {most} may be sent")
    for _ in range(most):
        if answer.status_code == 429:
            return answer
        answer = asked(server, key)
    raise NotChecked(f"{most} calls were let in; twice the limit is sure, since a minute may end in between")


def _refused(answer: httpx.Response) -> str:
    refused(answer, status=429, error_id=None)
    wait = answer.headers.get("Retry-After", "")
    expect(wait.isdecimal() and int(wait) > 0, f"Retry-After: {wait!r}")
    return told(answer)


@RULES.add(EVERY, "too many calls without a key: 429 with Retry-After, id null", whose="ours")
def too_many_calls_without_a_key(server: Server) -> str:
    return _refused(shut_out(server, "ApiKey no such key"))


@RULES.add(EVERY, "too many calls with a key: 429 with Retry-After, id null")
def too_many_calls(server: Server) -> str:
    return _refused(shut_out(server))


@RULES.add(EVERY, "with 429: rate_limit_exceeded, rate_limit_error, RateLimit-Remaining 0", whose="ours")
def what_is_said_with_429(server: Server) -> str:
    answer = shut_out(server)
    said = answer.json()["error"]
    expect((said["code"], said["type"]) == ("rate_limit_exceeded", "rate_limit_error"), f"{said}")
    expect(answer.headers.get("RateLimit-Remaining") == "0", f"{answer.headers.get('RateLimit-Remaining')!r}")
    return f"{said}"[:90]
