"""manage.py preflight: what a template holds and what is wrong with it, without server, database or DATA_DIR."""

import json
import sys
from pathlib import Path
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandParser
from django.template.loader import render_to_string

from documents.intake import check, open_path
from documents.intake.checking import Checked
from documents.intake.folder import font_files
from documents.management.commands.render import sentence
from documents.rendering.findings import Finding, FoundField, Light, light
from documents.rendering.fonts import FontSources, fallbacks
from documents.rendering.prepared import PreparedPage
from personalia_site.errors import Invalid, PersonaliaError

MM_PER_PT = 25.4 / 72
VERDICTS = {
    "green": "Green: it can be published.",
    "amber": "Amber: it can be published; look at the warnings.",
    "red": "Red: it cannot be published until the errors are put right.",
}


class Command(BaseCommand):
    help = "Say which fields, pages and problems a template (.idml, .zip or .pdf) has. Exit status 1 when it is red."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("template", type=Path)
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument("--html", type=Path, metavar="FOLDER", help="write a page with pictures of the places there")
        parser.add_argument("--fonts", type=Path, help="a folder of further fonts")

    def handle(self, *_args: object, **options: Any) -> None:
        fonts = FontSources(library=font_files(options["fonts"]) if options["fonts"] else {}, fallbacks=fallbacks.order())
        try:
            checked = check(open_path(options["template"]), fonts=fonts)
            state = light(checked.findings)
            if options["html"]:
                _write(checked, state, options["html"])
        except PersonaliaError as error:
            self._refused(error, as_json=options["json"])
            sys.exit(1)
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

    def _tell(self, checked: Checked, state: Light) -> None:
        prepared = checked.prepared
        kind = "InDesign design" if prepared.kind == "idml" else "PDF form"
        self.stdout.write(f"{prepared.title} ({kind}, {prepared.language})")
        self.stdout.write(f"Pages: {', '.join(_size(page) for page in prepared.pages)}")
        self.stdout.write(f"Fields: {len(prepared.fields)}")
        for field in prepared.fields:
            room = f", room for {field.room.words}" if field.room else ""
            self.stdout.write(f"  {field.name}: {_kind(field)}, page {', '.join(field.pages) or '–'}{room}")
        self.stdout.write(f"Findings: {len(checked.findings)}")
        for finding in checked.findings:
            self.stdout.write(f"  {_line(finding)}")
        self.stdout.write(VERDICTS[state])


def _write(checked: Checked, state: Light, folder: Path) -> None:
    """index.html, and the pictures beside it."""
    shown = [{"finding": each, "pictures": [location for location in each.locations if location.picture]} for each in checked.findings]
    context = {"prepared": checked.prepared, "light": state, "verdict": VERDICTS[state], "findings": shown}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, picture in checked.pictures.items():
            (folder / name).write_bytes(picture)
        (folder / "index.html").write_text(render_to_string("documents/preflight.html", context), "utf-8")
    except OSError as error:
        raise Invalid(f"“{folder}” cannot be written: {error.strerror}.") from error


def _described(checked: Checked, state: Light) -> dict[str, Any]:
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
