"""A package becomes a checked template: prepared, with its fields, its findings and a picture of its first page."""

from collections.abc import Callable

import msgspec

from documents.fields import check as check_value
from documents.intake import preview
from documents.intake.data_file import samples
from documents.rendering import engine, preflight
from documents.rendering.findings import Finding, FoundField
from documents.rendering.fonts import FontSources
from documents.rendering.output import Output
from documents.rendering.package import Package
from documents.rendering.prepared import Prepared
from personalia_site.errors import BrokenDesign, Invalid, RenderFailed

MAX_FIELDS = 500  # a form of 300 fields works; beyond 500 nobody fills it in, and it is a design gone wrong


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A template that can be used.

    findings     the preparation's, the preflight's and the intake's
    preview_png  page 1; empty if it cannot be drawn
    pictures     of the places that findings are about (JPG), by the names that their locations give
    """

    prepared: Prepared
    findings: tuple[Finding, ...]
    preview_png: bytes
    pictures: dict[str, bytes] = {}

    @property
    def fields(self) -> tuple[FoundField, ...]:
        return self.prepared.fields


def check(package: Package, *, fonts: FontSources, on_progress: Callable[[str], None] = lambda _text: None) -> Checked:
    """Prepare a package and look at it.

    raises   BrokenDesign when it cannot be read or has no pages; Invalid when it has more than MAX_FIELDS fields
    """
    on_progress("Reading the design and setting its text")
    prepared = engine.prepare(package, fonts=fonts)
    _refuse_the_impossible(prepared, package.name)
    on_progress("Measuring how much text fits")
    prepared = _with_samples(preflight.inspect(prepared), package)
    findings = (*prepared.findings, *_about_fields(prepared))
    on_progress("Drawing the pages")
    pictures: dict[str, bytes] = {}
    try:
        pdf = engine.render(prepared, {}, Output(format="PDF", quality="Display", strict=False))[0].content
        first_page = preview.first_page(pdf, prepared.pages[0])
        findings, pictures = preflight.picture(findings, pdf)
    except RenderFailed as error:
        first_page = b""
        message = f"The design cannot be drawn: {error.reason}"
        findings = (Finding(level="error", code="not-rendered", message=message, error_id=error.error_id), *findings)
    prepared = msgspec.structs.replace(prepared, findings=findings)
    return Checked(prepared=prepared, findings=findings, preview_png=first_page, pictures=pictures)


def _with_samples(prepared: Prepared, package: Package) -> Prepared:
    """Fields without a value of their own take the Data Merge source's first one where it is of their kind."""
    found = samples(package.links, fields={field.name for field in prepared.fields})
    return msgspec.structs.replace(prepared, fields=tuple(_with_sample(field, found.get(field.name, "")) for field in prepared.fields))


def _with_sample(field: FoundField, sample: str) -> FoundField:
    if field.default or not sample or field.kind == "Image":
        return field
    try:
        return msgspec.structs.replace(field, default=check_value(field.name, field.kind, sample))
    except Invalid:
        return field


def _refuse_the_impossible(prepared: Prepared, name: str) -> None:
    if not prepared.pages:
        raise BrokenDesign(f"“{name}” has no pages. Export it again from a document with at least one page.")
    if len(prepared.fields) > MAX_FIELDS:
        raise Invalid(
            f"“{name}” has {len(prepared.fields)} fields, and {MAX_FIELDS} are the most a template may have. "
            "Remove fields that nobody fills in, or split the template.",
            code="too_many_fields",
        )


def _about_fields(prepared: Prepared) -> list[Finding]:
    if prepared.fields:
        return []
    how = (
        "Add form fields to the PDF (Acrobat: Prepare Form)."
        if prepared.kind == "pdf"
        else "In InDesign, place Data Merge fields (Window › Utilities › Data Merge) or type <<First Name>> where a value belongs."
    )
    message = "The template has no fields: every visitor gets the same file."
    return [Finding(level="info", code="no-fields", message=message, remedy=how)]
