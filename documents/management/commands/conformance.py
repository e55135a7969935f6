"""manage.py conformance: does a server, ours or theirs, keep the content API's contract? Needs no database and no DATA_DIR."""

import sys
from contextlib import ExitStack
from dataclasses import fields
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents import conformance
from documents.conformance import Given

KINDS: dict[str, dict[str, Any]] = {
    "failing": {"action": "append", "default": [], "metavar": "ID=TEMPLATE"},
    "calls": {"type": int, "default": 0},
}


class Command(BaseCommand):
    help = "Run the content API's contract against a server. Exit status 1 when a rule of theirs is broken."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--base-url", required=True, help="without /v1")
        parser.add_argument("--api-key", required=True)
        parser.add_argument("--template", default="", help="a template's id; default: the first that the server lists")
        parser.add_argument("--value", action="append", default=[], metavar="FIELD=VALUE", help="a field's value: a picture's address")
        more = parser.add_argument_group("what further rules need")
        for name, sentence in Given.sentences().items():
            kind: dict[str, Any] = {
                "failing": {"action": "append", "default": [], "metavar": "ID=TEMPLATE"},
                "calls": {"type": int, "default": 0},
            }
            more.add_argument(conformance.option(name), help=sentence, **kind.get(name, {"default": ""}))

    def handle(self, *_args: object, **options: Any) -> None:
        given = _given(options)
        found: list[conformance.Outcome] = []
        with ExitStack() as stack:
            server = _server(options, given, stack)
            for outcome in conformance.outcomes(conformance.RULES, server):
                found.append(outcome)
                self.stderr.write(f"{len(found)} of {len(conformance.RULES)} rules", ending="\r")
        self.stdout.write(conformance.table(found))
        if conformance.failed(found):
            sys.exit(1)


def _given(options: dict[str, Any]) -> Given:
    values = {each.name: options[each.name] for each in fields(Given)}
    try:
        values["failing"] = {int(number): template for number, _, template in (each.partition("=") for each in options["failing"])}
    except ValueError:
        raise CommandError("Write --failing as 1006=TEMPLATE: an error's id, and a template's.") from None
    return Given(**values)


def _server(options: dict[str, Any], given: Given, stack: ExitStack) -> conformance.Server:
    """The server, and where it can call us, if anywhere."""
    values = dict(each.partition("=")[::2] for each in options["value"])
    try:
        listener = stack.enter_context(conformance.listening(given.listen)) if given.listen else None
        return conformance.Server(
            options["base_url"], options["api_key"], template=options["template"], values=values, given=given, listener=listener
        )
    except (conformance.Unusable, OSError, ValueError) as error:
        raise CommandError(str(error)) from error
