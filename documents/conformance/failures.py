"""Rules for what fails while a document is made: each id has a template that an operator knows to fail with it."""

from documents.conformance.rules import NotChecked, Rules, expect
from documents.conformance.server import Server

RULES = Rules()
WHEN = {
    1000: "something went wrong on the server's side",
    1001: "bad logic in a rule",
    1002: "the design document is broken",
    1003: "a value gives an invalid barcode",
    1004: "no output: a rule skipped or aborted",
    1005: "division by zero in a rule",
    1006: "a missing graphic or text asset",
    1007: "a missing style",
    1008: "a missing font",
    1009: "text overflow",
}


def _fails(number: int, when: str) -> None:
    def check(server: Server) -> str:
        template = server.given.failing.get(number)
        if not template:
            raise NotChecked(f"needs a template that fails so: --failing {number}=TEMPLATE")
        failing = server.with_(template=template)
        found = failing.ended()
        if found.get("Status") == "Completed":
            found = failing.ended(fields=failing.hopeless())
        described = found.get("FailureDescription") or {}
        expect(found.get("Status") == "Failed" and described.get("ErrorId") == number, f"{found}"[:90])
        expect(described.get("Reason"), f"{found}"[:90])
        return str(described["Reason"])[:90]

    RULES.add("get content", f"id {number}: {when}")(check)


for _number, _when in WHEN.items():
    _fails(_number, _when)
