"""The suite itself: it passes our server, finds what is broken in another, and says what it has not checked."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from django.core.wsgi import get_wsgi_application

from documents import conformance
from documents.conformance.rules import Broken, NotChecked, Rule
from tests.documents.conformance.handing import hand_over


class WithWorkers(httpx.BaseTransport):
    """Our server in this process, and somebody who does its jobs after every call."""

    def __init__(self, run_jobs: Callable[[], int]) -> None:
        self.server: Any = httpx.WSGITransport(app=get_wsgi_application())
        self.run_jobs = run_jobs

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer: httpx.Response = self.server.handle_request(request)
        answer.read()
        self.run_jobs()
        return answer


@pytest.fixture
def ours(db: None, run_jobs: Callable[[], int]) -> conformance.Server:
    key, template, given = hand_over()
    return conformance.Server("http://testserver", key, template=template, given=given, transport=WithWorkers(run_jobs))


# Four openers at once need connections of their own, which this database in memory has not; a slow link is done at once here.
# tests/processes asks a real server all of them.
HERE = [rule for rule in conformance.RULES if "in parallel" not in rule.sentence and "slow template" not in rule.sentence]


def test_our_server_keeps_every_rule(ours: conformance.Server) -> None:
    found = list(conformance.outcomes(HERE, ours))

    assert [(each.rule.sentence, each.came_back) for each in found if each.verdict == "FAILED"] == []
    assert sum(each.verdict == "passed" for each in found) >= 125


def another(answers: Callable[[httpx.Request], httpx.Response]) -> conformance.Server:
    """A server that is not ours, which knows a template without fields."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/info"):
            return httpx.Response(200, json={"TemplateId": "t", "Fields": []})
        return answers(request)

    return conformance.Server("http://testserver", "key", template="t", transport=httpx.MockTransport(answer))


def outcome_of(sentence: str, server: conformance.Server) -> conformance.Outcome:
    rule = next(rule for rule in conformance.RULES if rule.sentence == sentence)
    return next(iter(conformance.outcomes([rule], server)))


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("success is 200 for every call, never 201 or 202", httpx.Response(201, json={"RequestId": "x"})),
        ("the prefix ApiKey is required", httpx.Response(200, json={"Message": "API key exists."})),
        ("answers a RequestId, a UUID", httpx.Response(200, json={"RequestId": "17"})),
        ("an unknown template: 400, id 103", httpx.Response(404, json={"ErrorId": 103})),
        ("answers a Url that ends in ?token= and 64 hexadecimal digits", httpx.Response(200, json={"Url": "https://a.example/?token=12"})),
        (
            "says Reason (a sentence), ErrorId (a number) and ErrorParameters (an object or null)",
            httpx.Response(400, json={"Reason": "No."}),
        ),
        ("rendering goes on in the background, and ends", httpx.Response(200, text="<html>")),
    ],
)
def test_a_broken_rule_is_found(sentence: str, answer: httpx.Response) -> None:
    found = outcome_of(sentence, another(lambda _: httpx.Response(answer.status_code, content=answer.content, headers=answer.headers)))

    assert found.verdict == "FAILED"
    assert conformance.failed([found]) == [found]
    assert "A rule of the contract is broken." in conformance.table([found])


def test_a_server_that_stops_answering_fails_the_rule() -> None:
    def answer(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    assert outcome_of("an unknown RequestId: 404", another(answer)).came_back == "no answer: refused"


def test_what_cannot_be_checked_says_why() -> None:
    found = outcome_of("live 30 minutes from completion", another(lambda _: httpx.Response(200)))

    assert found.verdict == "not checked"
    assert found.came_back == "needs --young-request: the RequestId of a document that was completed 25 to 29 minutes ago"


def test_an_extension_that_is_not_there_breaks_no_rule_of_theirs() -> None:
    found = outcome_of("answers a list with Id, Slug, Name, Url and Live", another(lambda _: httpx.Response(404, json={})))

    assert found.verdict == "FAILED"
    assert conformance.failed([found]) == []
    assert "Every rule of the contract that was checked is kept." in conformance.table([found])


def test_an_answer_of_another_shape_is_a_broken_rule_and_no_crash() -> None:
    def check(_server: conformance.Server) -> str:
        return [][0]

    [found] = conformance.outcomes([Rule("get content", "has a first", "theirs", check)], another(lambda _: httpx.Response(200)))

    assert found.verdict == "FAILED"


def test_every_rule_is_put_once() -> None:
    put = [(rule.operation, rule.sentence) for rule in conformance.RULES]

    assert len(put) == len(set(put)) > 100


@pytest.mark.parametrize(("error", "verdict"), [(Broken("a"), "FAILED"), (NotChecked("a"), "not checked")])
def test_a_check_tells_by_what_it_raises(error: Exception, verdict: str) -> None:
    def check(_server: conformance.Server) -> str:
        raise error

    [found] = conformance.outcomes([Rule("get content", "is good", "theirs", check)], another(lambda _: httpx.Response(200)))

    assert (found.verdict, found.came_back) == (verdict, "a")


def test_a_server_without_the_template_is_unusable() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(401, json={"Reason": "The key is wrong."}))

    with pytest.raises(conformance.Unusable, match="The key is wrong"):
        conformance.Server("http://testserver", "key", template="t", transport=transport)
