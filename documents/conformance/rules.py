"""What a rule is, and the small words that checks are written in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import httpx

from documents.conformance.given import option
from documents.conformance.listener import Listener
from documents.conformance.server import Json, Server, json_of, told

Whose = Literal["theirs", "ours"]
Check = Callable[[Server], str]


class Broken(Exception):  # noqa: N818 -- the rule
    """A rule that is not kept; says what came back."""


class NotChecked(Exception):  # noqa: N818
    """A rule that cannot be checked here; says why."""


@dataclass(frozen=True)
class Rule:
    """A line of the contract.

    whose   theirs: of the published API, which every server keeps. ours: an extension
    check   what came back; raises Broken, NotChecked
    """

    operation: str
    sentence: str
    whose: Whose
    check: Check


class Rules(list[Rule]):
    """Rules of one room, in the order they are written down."""

    def add(self, operation: str, sentence: str, *, whose: Whose = "theirs") -> Callable[[Check], Check]:
        def keep(check: Check) -> Check:
            self.append(Rule(operation, sentence, whose, check))
            return check

        return keep

    def refuses(
        self,
        operation: str,
        sentence: str,
        call: Callable[[Server], httpx.Response],
        *,
        status: int,
        error_id: int | None,
        whose: Whose = "theirs",
    ) -> None:
        """A call that must be refused with this status and id."""
        self.append(Rule(operation, sentence, whose, lambda server: refused(call(server), status=status, error_id=error_id)))

    def cannot(self, operation: str, sentence: str, reason: str, *, whose: Whose = "theirs") -> None:
        """A line that nobody can check from outside, with the reason."""

        def check(_server: Server) -> str:
            raise NotChecked(reason)

        self.append(Rule(operation, sentence, whose, check))


def refused(answer: httpx.Response, *, status: int, error_id: int | None) -> str:
    found = json_of(answer)
    expect(answer.status_code == status and "ErrorId" in found and found["ErrorId"] == error_id, told(answer))
    return told(answer)


def expect(kept: object, came_back: str) -> None:
    if not kept:
        raise Broken(came_back)


def succeeded(answer: httpx.Response) -> Json:
    """The body of a call that must succeed: 200, and never 201 or 202."""
    expect(answer.status_code == 200, told(answer))
    return json_of(answer)


def need(thing: str, reason: str) -> str:
    """`thing`, unless it is empty: then the rule cannot be checked."""
    if not thing:
        raise NotChecked(reason)
    return thing


def handed(server: Server, name: str) -> str:
    """What the operator has handed over under this name."""
    return need(str(getattr(server.given, name)), f"needs {option(name)}: {server.given.sentences()[name]}")


def listener(server: Server) -> Listener:
    """Where the server can call us."""
    if server.listener is None:
        raise NotChecked(f"needs {option('listen')}: an address of this machine that the server can call")
    return server.listener
