"""manage.py preflight: what a template holds and what is wrong with it, without server, database or DATA_DIR."""

import json
import sys
from pathlib import Path
from typing import Any, Literal

import msgspec
from django.core.management.base import BaseCommand, CommandParser

from documents.intake import check, open_path
from documents.intake.checking import Checked
from documents.intake.folder import font_files
from documents.management.commands.render import sentence
from documents.rendering.findings import Finding, FoundField
from documents.rendering.fonts import FontSources, fallbacks
from documents.rendering.prepared import PreparedPage
from personalia_site.errors import PersonaliaError

MM_PER_PT = 25.4 / 72
VERDICTS = {
    "green": "Green: it can be published.",
    "amber": "Amber: it can be published; look at the warnings.",
    "red": "Red: it fails strictly until the errors are put right.",
}


class Command(BaseCommand):
    help = "Say which fields, pages and problems a template (.idml, .zip or .pdf) has. Exit status 1 when it is red."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("template", type=Path)
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument("--fonts", type=Path, help="a folder of further fonts")

    def handle(self, *_args: object, **options: Any) -> None:
        fonts = FontSources(library=font_files(options["fonts"]) if options["fonts"] else {}, fallbacks=fallbacks.order())
        try:
            checked = check(open_path(options["template"]), fonts=fonts)
        except PersonaliaError as error:
            self._refused(error, as_json=options["json"])
            sys.exit(1)
        state = status(checked.findings)
        if options["json"]:
            self.stdout.write(json.dumps(_described(checked, state), ensure_ascii=False, indent=1))
        else:
            self._tell(checked, state)
        if state == "red":
            sys.exit(1)

    def _refused(self, error: PersonaliaError, *, as_json: bool) -> None:
        if as_json:
            answer = {"status": "red", "error": {"id": error.error_id, "code": error.code, "message": error.reason}}
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            self.stderr.write(self.style.ERROR(sentence(error)))

    def _tell(self, checked: Checked, state: str) -> None:
        prepared = checked.prepared
        kind = "InDesign design" if prepared.kind == "idml" else "PDF form"
        self.stdout.write(f"{prepared.title} ({kind}, {prepared.language})")
        self.stdout.write(f"Pages: {', '.join(_size(page) for page in prepared.pages)}")
        self.stdout.write(f"Fields: {len(prepared.fields)}")
        for field in prepared.fields:
            self.stdout.write(f"  {field.name}: {_kind(field)}, page {', '.join(field.pages) or '–'}")
        self.stdout.write(f"Findings: {len(checked.findings)}")
        for finding in checked.findings:
            self.stdout.write(f"  {_line(finding)}")
        self.stdout.write(VERDICTS[state])


def status(findings: tuple[Finding, ...]) -> Literal["green", "amber", "red"]:
    levels = {finding.level for finding in findings}
    return "red" if "error" in levels else "amber" if "warning" in levels else "green"


def _described(checked: Checked, state: str) -> dict[str, Any]:
    prepared = checked.prepared
    return {
        "status": state,
        "kind": prepared.kind,
        "title": prepared.title,
        "language": prepared.language,
        "pages": msgspec.to_builtins(prepared.pages),
        "fields": msgspec.to_builtins(prepared.fields),
        "findings": msgspec.to_builtins(checked.findings),
    }


def _size(page: PreparedPage) -> str:
    return f"{page.name} ({page.width_pt * MM_PER_PT:.0f} × {page.height_pt * MM_PER_PT:.0f} mm)"


def _kind(field: FoundField) -> str:
    kind = "QR code" if field.qr else field.kind + ("" if field.certain else "?")
    return f"{kind} of {', '.join(field.choices)}" if field.choices else kind


def _line(finding: Finding) -> str:
    where = f" (page {', '.join(finding.pages)})" if finding.pages else ""
    number = f" {finding.error_id}" if finding.error_id else ""
    return f"{finding.level}{number}: {finding.message}{where} {finding.remedy}".rstrip()
