"""Rules put to a server, and the table of what came of it."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import httpx

from documents.conformance.rules import Broken, NotChecked, Rule
from documents.conformance.server import Server, Unusable

Verdict = Literal["passed", "FAILED", "not checked"]
WIDTHS = (20, 62, 11)
LAST = 90


@dataclass(frozen=True)
class Outcome:
    """came_back: what the server answered, or why the rule was not checked."""

    rule: Rule
    verdict: Verdict
    came_back: str


def outcomes(rules: Iterable[Rule], server: Server) -> Iterator[Outcome]:
    """One after the other, as they come."""
    for rule in rules:
        yield _outcome(rule, server)


def _outcome(rule: Rule, server: Server) -> Outcome:
    try:
        return Outcome(rule, "passed", rule.check(server))
    except (Broken, Unusable) as error:
        return Outcome(rule, "FAILED", str(error))
    except NotChecked as error:
        return Outcome(rule, "not checked", str(error))
    except httpx.HTTPError as error:
        return Outcome(rule, "FAILED", f"no answer: {error or type(error).__name__}")
    except (ValueError, TypeError, LookupError, AttributeError) as error:  # the answer has another shape than the rule can read
        return Outcome(rule, "FAILED", f"an answer of another shape: {type(error).__name__} {error}")


def failed(found: Sequence[Outcome]) -> list[Outcome]:
    """Broken rules of theirs: those decide."""
    return [each for each in found if each.verdict == "FAILED" and each.rule.whose == "theirs"]


def table(found: Sequence[Outcome]) -> str:
    """The contract, then our extensions, each as a table, and a sentence."""
    lines: list[str] = []
    for whose, title in (("theirs", "The contract"), ("ours", "Extensions of ours")):
        rows = [each for each in found if each.rule.whose == whose]
        lines += [title, "=" * len(title), _row("operation", "rule", "", "what came back"), ""]
        lines += [_row(each.rule.operation, each.rule.sentence, each.verdict, each.came_back) for each in rows]
        counts = {verdict: sum(each.verdict == verdict for each in rows) for verdict in ("passed", "FAILED", "not checked")}
        lines += ["", f"{counts['passed']} passed, {counts['FAILED']} failed, {counts['not checked']} not checked.", ""]
    lines.append("A rule of the contract is broken." if failed(found) else "Every rule of the contract that was checked is kept.")
    return "\n".join(lines)


def _row(*cells: str) -> str:
    wrapped = [textwrap.wrap(" ".join(cell.split()), width) or [""] for cell, width in zip(cells, (*WIDTHS, LAST), strict=True)]
    height = max(map(len, wrapped))
    padded = [lines + [""] * (height - len(lines)) for lines in wrapped]
    widths = (*WIDTHS, 0)
    return "\n".join(
        "  ".join(part.ljust(width) for part, width in zip(row, widths, strict=True)).rstrip() for row in zip(*padded, strict=True)
    )
