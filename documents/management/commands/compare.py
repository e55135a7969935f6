"""manage.py compare: how close our pages are to InDesign's own PDF of the same design."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.template.loader import render_to_string

from documents.intake import open_path
from documents.intake.folder import font_files
from documents.management.commands.render import read_values, sentence
from documents.rendering import engine
from documents.rendering.compared import Comparison, PageComparison
from documents.rendering.comparison import compare
from documents.rendering.fonts import FontSources, fallbacks
from documents.rendering.output import Output
from personalia_site.errors import Invalid, PersonaliaError

HEADINGS = "page    mean ΔE    p99 ΔE    ink alike    words within 2 pt    lines same"


class Command(BaseCommand):
    help = "Compare a template with the PDF that InDesign exported of it, page by page."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("template", type=Path, help="an .idml with its links and fonts beside it, or a packaged .zip")
        parser.add_argument("--reference", type=Path, help="InDesign's PDF; without it, the one that lies in the package")
        parser.add_argument("--html", type=Path, metavar="FOLDER", help="write a page with the pictures side by side there")
        parser.add_argument("--data", type=Path, help="a JSON object of values by field name")
        parser.add_argument("--quality", choices=["Display", "Print"], default="Print")
        parser.add_argument("--fonts", type=Path, help="a folder of further fonts")

    def handle(self, *_args: object, **options: Any) -> None:
        try:
            found = _compare(options)
            if options["html"]:
                _write(found, options["html"], title=options["template"].name)
        except PersonaliaError as error:
            self.stderr.write(self.style.ERROR(sentence(error)))
            sys.exit(1)
        self.stdout.write(HEADINGS)
        for page in found.pages:
            self.stdout.write(_line(page))
        if len(found.shown) > 1:
            self.stdout.write(_row("mean", *(found.mean(name) for name in ("mean_de", "p99_de", "ink_alike", "words_near", "lines_same"))))


def _compare(options: dict[str, Any]) -> Comparison:
    package = open_path(options["template"])
    try:
        reference = options["reference"].read_bytes() if options["reference"] else package.reference
    except OSError as error:
        raise Invalid(f"“{options['reference']}” cannot be read: {error.strerror}.") from error
    if reference is None:
        raise Invalid("No PDF of InDesign's lies beside the design. Name one with --reference.")
    library = font_files(options["fonts"]) if options["fonts"] else {}
    prepared = engine.prepare(package, fonts=FontSources(library=library, fallbacks=fallbacks.order()))
    values = read_values(options["data"], prepared) if options["data"] else {}
    ours = engine.render(prepared, values, Output(quality=options["quality"], strict=False))[0].content
    return compare(reference, ours, pictures=options["html"] is not None)


def _line(page: PageComparison) -> str:
    if page.missing:
        return f"{page.number:>4}    missing {page.missing}"
    row = _row(str(page.number), page.mean_de, page.p99_de, page.ink_alike, page.words_near, page.lines_same)
    return f"{row}    {page.in_words}"


def _row(label: str, mean_de: float, p99_de: float, ink: float, near: float, lines: float) -> str:
    return f"{label:>4}{mean_de:>11.3f}{p99_de:>10.2f}{ink:>13.4f}{near:>20.1%}{lines:>14.1%}"


def _write(found: Comparison, folder: Path, *, title: str) -> None:
    """index.html, and three pictures a page."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for page in found.shown:
            for name, picture in page.pictures.items():
                (folder / f"page-{page.number}-{name}.jpg").write_bytes(picture)
        text = render_to_string("documents/comparison.html", {"pages": found.pages, "title": title})
        (folder / "index.html").write_text(text, "utf-8")
    except OSError as error:
        raise Invalid(f"“{folder}” cannot be written: {error.strerror}.") from error
