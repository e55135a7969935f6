"""manage.py render: one document from a template's file, without server, database or DATA_DIR."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from django.core.management.base import BaseCommand, CommandParser

from documents.intake import open_path
from documents.intake.folder import font_files
from documents.rendering import engine
from documents.rendering.fonts import FontSources, fallbacks
from documents.rendering.output import Output, RenderedFile
from documents.rendering.prepared import Prepared
from personalia_site.errors import Invalid, PersonaliaError, RenderFailed

FORMATS: dict[str, Literal["PDF", "JPG", "PNG"]] = {".pdf": "PDF", ".jpg": "JPG", ".jpeg": "JPG", ".png": "PNG"}


class Command(BaseCommand):
    help = "Render a template (.idml, .zip or .pdf) with values from a JSON file."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("template", type=Path, help="an .idml with its links and fonts beside it, a packaged .zip, or a .pdf form")
        parser.add_argument("--data", type=Path, help="a JSON object of values by field name; pictures as paths beside it")
        parser.add_argument("--output", type=Path, required=True, help="the file to write; several pages become OUT-1, OUT-2 …")
        parser.add_argument("--format", choices=["PDF", "JPG", "PNG"], help="by the output's name where not given, else PDF")
        parser.add_argument("--quality", choices=["Display", "Print"], default="Display")
        parser.add_argument("--resolution", type=_resolution, default=72, metavar="N", help="dpi of JPG and PNG, 72 to 300")
        parser.add_argument("--bleed", action="store_true", help="of Print: show the document's bleed")
        parser.add_argument("--marks", action="store_true", help="of Print: crop marks round the page")
        parser.add_argument("--standard", choices=["", "PDF/X-4"], default="", help="of Print: what the PDF is built to")
        parser.add_argument("--lenient", action="store_true", help="render what can be rendered; say the rest as warnings")
        parser.add_argument("--fonts", type=Path, help="a folder of further fonts")

    def handle(self, *_args: object, **options: Any) -> None:
        out: Path = options["output"]
        asked = Output(
            format=options["format"] or FORMATS.get(out.suffix.lower(), "PDF"),
            quality=options["quality"],
            resolution_dpi=options["resolution"],
            strict=not options["lenient"],
            bleed=options["bleed"],
            marks=options["marks"],
            standard=options["standard"],
        )
        try:
            fonts = FontSources(library=font_files(options["fonts"]) if options["fonts"] else {}, fallbacks=fallbacks.order())
            prepared = engine.prepare(open_path(options["template"]), fonts=fonts)
            values = read_values(options["data"], prepared) if options["data"] else {}
            files, problems = engine.render_with_problems(prepared, values, asked, name=out.stem)
            _write(files, out)
        except PersonaliaError as error:
            self.stderr.write(self.style.ERROR(sentence(error)))
            sys.exit(1)
        if not asked.strict:
            self._warn(prepared, problems)

    def _warn(self, prepared: Prepared, problems: Iterable[RenderFailed]) -> None:
        found = [f"{finding.message} {finding.remedy}" for finding in prepared.findings if finding.level != "info"]
        for warning in dict.fromkeys([*found, *(problem.reason for problem in problems)]):
            self.stderr.write(self.style.WARNING(f"Warning: {warning}".rstrip()))


def sentence(error: PersonaliaError) -> str:
    return f"Error {error.error_id}: {error.reason}" if error.error_id else f"Error: {error.reason}"


def read_values(path: Path, prepared: Prepared) -> dict[str, str | bytes]:
    """Values by field name: text as it is to stand there; a picture's bytes for an Image field.

    A field that the template does not have is left out, as the content API does.

    raises   Invalid for what is no JSON object, or a picture that is not there
    """
    try:
        data = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Invalid(f"“{path}” cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise Invalid(f"“{path}” is not JSON: {error}.") from error
    if not isinstance(data, dict):
        raise Invalid(f"“{path}” holds no JSON object. Write the values as {{“field name”: “value”}}.")
    kinds = {field.name: field.kind for field in prepared.fields}
    named = {_field_of(name, kinds): value for name, value in data.items() if value is not None}
    return {name: _value(name, value, kind=kinds[name], folder=path.parent) for name, value in named.items() if name in kinds}


def _field_of(name: str, kinds: Mapping[str, str]) -> str:
    """The field a key means: a Data Merge CSV calls the picture column of the field Photo "@Photo"."""
    bare = name.removeprefix("@")
    return bare if name not in kinds and kinds.get(bare) == "Image" else name


def _value(name: str, value: object, *, kind: str, folder: Path) -> str | bytes:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, (int, float)):
        return f"{value}"
    if not isinstance(value, str):
        raise Invalid(f"The value of the field “{name}” is neither text nor number.", parameters={"FieldName": name})
    if kind != "Image" or not value:
        return value
    try:
        return (folder / value).read_bytes()
    except OSError as error:
        raise Invalid(
            f"The picture “{value}” for the field “{name}” cannot be read: {error.strerror}. Write its path as seen from the JSON file.",
            parameters={"FieldName": name},
        ) from error


def _resolution(text: str) -> int:
    if text.isdigit() and 72 <= int(text) <= 300:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not a whole number from 72 to 300")


def _write(files: list[RenderedFile], out: Path) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if len(files) == 1:
            out.write_bytes(files[0].content)
            return
        for number, file in enumerate(files, start=1):
            out.with_name(f"{out.stem}-{number}{out.suffix}").write_bytes(file.content)
    except OSError as error:
        raise Invalid(f"“{out}” cannot be written: {error.strerror}.") from error
