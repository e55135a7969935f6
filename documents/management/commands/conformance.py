"""manage.py conformance: does a server, ours or theirs, keep the content API's contract? Needs no database and no DATA_DIR."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents import conformance


class Command(BaseCommand):
    help = "Run the content API's contract against a server. Exit status 1 when a rule of theirs is broken."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--base-url", required=True, help="without /v1")
        parser.add_argument("--api-key", required=True)
        parser.add_argument("--template", default="", help="a template's id; default: the first that the server lists")
        parser.add_argument("--other-key", default="", help="a key of another workspace, for the rules about those")
        parser.add_argument("--value", action="append", default=[], metavar="FIELD=VALUE", help="a field's value: a picture's address")

    def handle(self, *_args: object, **options: Any) -> None:
        values = dict(each.partition("=")[::2] for each in options["value"])
        try:
            server = conformance.Server(
                options["base_url"], options["api_key"], template=options["template"], values=values, other_key=options["other_key"]
            )
        except conformance.Unusable as error:
            raise CommandError(str(error)) from error
        found = []
        for outcome in conformance.outcomes(conformance.RULES, server):
            found.append(outcome)
            self.stderr.write(f"{len(found)} of {len(conformance.RULES)} rules", ending="\r")
        self.stdout.write(conformance.table(found))
        if conformance.failed(found):
            sys.exit(1)
