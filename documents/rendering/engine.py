"""The renderer's front: prepare a template once, render it per document. Pure: no Django, no network, no files of its own.

    package -> prepare() -> Prepared  (kept as bytes: encode, decode)
    Prepared + values + Output -> render() -> files

`idml/` reads, `text/` composes, `paint/` draws an InDesign package; `pdfform/` does all of it for a PDF with form fields.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from documents.rendering import idml, paint, pdfform
from documents.rendering.document import Document
from documents.rendering.findings import Finding, ordered
from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.locations import Locations
from documents.rendering.output import Output, RenderedFile, files
from documents.rendering.package import Package
from documents.rendering.prepared import Prepared, PreparedPage
from documents.rendering.running import with_running_headers
from personalia_site.errors import BrokenDesign, MissingAsset, MissingFont, MissingStyle, RenderFailed, TextOverflow

Value = str | bytes  # text as it is to stand there; a picture's bytes (PNG or JPG)
MAX_CHARACTERS = 50_000  # of one value; the doors take 20,000
SURROGATE = re.compile("[\ud800-\udfff]")
ADD_FONT = (
    "Put its file into the package's Document fonts folder, or upload it to the workspace's fonts. "
    "InDesign's packages leave out fonts of Adobe Fonts."
)
STRICT_ERRORS: dict[int, type[RenderFailed]] = {
    error.error_id: error for error in (BrokenDesign, MissingAsset, MissingStyle, MissingFont, TextOverflow)
}


def prepare(package: Package, *, fonts: FontSources) -> Prepared:
    """Do everything that no field can change: parse, resolve, compose, paint, find out what is wrong.

    raises   BrokenDesign when the design cannot be read at all; everything less is in `findings`
    costs    once per template version; 0.1 s to a few seconds
    """
    if package.kind == "pdf":
        return pdfform.prepare(package, fonts=fonts)
    return prepare_document(idml.read_document(package), FontLibrary(package.fonts, fonts))


def prepare_document(document: Document, library: FontLibrary) -> Prepared:
    """The same from a design that is parsed already."""
    library.learn(document.font_names)
    document = with_running_headers(document, library)
    program, found = paint.prepare(document, library)
    locations = Locations(document.pages, document.stories)
    return Prepared(
        kind="idml",
        title=document.title,
        language=document.language,
        fields=tuple(replace(field, locations=locations.of_field(field.name)) for field in document.fields),
        findings=ordered((*document.findings, *_font_findings(document, library, locations), *found)),
        pages=tuple(PreparedPage(p.name, p.width_pt, p.height_pt) for p in document.pages),
        body=program,
    )


def render(prepared: Prepared, values: Mapping[str, Value], output: Output, *, name: str = "document") -> list[RenderedFile]:
    """One document. Same prepared template, same values, same output: same bytes.

    values   by field name; a field without a value shows its placeholder as it stands
    name     the files' base name: name.pdf, or name-1.png, name-2.png …, or name.zip
    raises   RenderFailed's children: strict, for anything missing or overset; lenient, only where nothing can be drawn
    """
    return render_with_problems(prepared, values, output, name=name)[0]


def render_with_problems(
    prepared: Prepared, values: Mapping[str, Value], output: Output, *, name: str = "document"
) -> tuple[list[RenderedFile], tuple[RenderFailed, ...]]:
    """The same, and what a lenient rendering left out of these values: the errors a strict one would have ended with.

    What the template itself lacks is in its findings. A placeholder is no value: nothing is said of one that does not fit.
    """
    pdf, problems = _pdf(prepared, values, output)
    return files(pdf, output, name=name), problems


def _pdf(prepared: Prepared, values: Mapping[str, Value], output: Output) -> tuple[bytes, tuple[RenderFailed, ...]]:
    """The PDF behind every output."""
    for problem in _no_values(prepared, values):
        raise problem
    if output.strict:
        refuse(prepared.findings)
    if prepared.kind == "pdf":
        return pdfform.fill(prepared, values, output)
    press = paint.Press(bleed=output.bleed, marks=output.marks, standard=output.standard)
    return paint.render(
        prepared.body,
        values,
        quality=output.quality,
        strict=output.strict,
        title=prepared.title,
        language=prepared.language,
        press=press if output.quality == "Print" else paint.Press(),
    )


def check(prepared: Prepared, values: Mapping[str, Value], *, only: Collection[str] | None = None) -> tuple[RenderFailed, ...]:
    """What of these values' text the fonts lack or the frames cannot hold, each with its field, frame and character.

    only     look only where these fields stand; None: everywhere
    returns  the errors that a strict rendering would end with, all of them; a lenient one leaves these out
    costs    the composition, not the painting
    """
    return tuple(_lacking(prepared, values, only))


def _lacking(prepared: Prepared, values: Mapping[str, Value], only: Collection[str] | None) -> Iterable[RenderFailed]:
    """The same, story by story."""
    if broken := tuple(_no_values(prepared, values)):
        return broken
    return pdfform.check(prepared, values, only=only) if prepared.kind == "pdf" else paint.check(prepared.body, values, only=only)


def fitting(prepared: Prepared, values: Mapping[str, Value], field: str) -> int:
    """How many characters of a field's text fit, counted from its beginning; the other values as they are.

    returns  all of them where they fit; else a number that fits, at most a twentieth too small
    costs    a composition of the stories with this field for each halving: about five
    """
    text = values.get(field)
    if not isinstance(text, str):
        return 0

    def fits(count: int) -> bool:
        found = _lacking(prepared, {**values, field: text[:count]}, [field])
        return not any(isinstance(problem, TextOverflow) for problem in found)

    if fits(len(text)):
        return len(text)
    low, high = 0, len(text)  # `high` is too long
    while high - low > max(1, low // 20):
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _no_values(prepared: Prepared, values: Mapping[str, Value]) -> Iterable[RenderFailed]:
    """What no library takes, or none should: JSON can hold half of a surrogate pair, and a book would take minutes."""
    for name, value in values.items():
        if isinstance(value, str):
            if len(value) > MAX_CHARACTERS:
                yield _no_value(name, f"has {len(value)} characters; {MAX_CHARACTERS} are the most")
            elif not value.isascii() and SURROGATE.search(value):
                yield _no_value(name, "holds half of a character (a lone surrogate). Send it again, as whole characters")
        elif value and prepared.kind == "pdf" and any(field.name == name and field.kind != "Image" for field in prepared.fields):
            yield _no_value(name, "is a picture, and the field takes text")


def _no_value(name: str, reason: str) -> RenderFailed:
    field = name[:100].encode("utf-8", "replace").decode()
    return RenderFailed(f"The value for {field} {reason}.", parameters={"FieldName": field})


def refuse(findings: Sequence[Finding]) -> None:
    """What the template itself lacks fails a strict rendering before it starts.

    raises   the error of the first finding that has an error id
    """
    for finding in findings:
        if finding.level == "error" and finding.error_id is not None:
            error = STRICT_ERRORS.get(finding.error_id, RenderFailed)
            parameters = {"Font" if finding.error_id == MissingFont.error_id else "Name": finding.subject} if finding.subject else {}
            raise error(f"{finding.message} {finding.remedy}".strip(), error_id=finding.error_id, parameters=parameters)


def _font_findings(document: Document, library: FontLibrary, locations: Locations) -> Iterable[Finding]:
    """Substituted and unreadable fonts."""
    for family, style in document.fonts:
        match = library.find(family, style)
        at = locations.of_font(family, style)
        pages = locations.pages_of_font(family, style)
        if not library.face(match.key).embeddable:
            yield Finding(
                level="warning",
                code="embedding-forbidden",
                message=f"The font {match.got} forbids being embedded in documents (its embedding permission is “restricted licence”).",
                remedy="Ask its maker for a licence that allows embedding, or set the text in another font.",
                subject=match.got,
                pages=pages,
                locations=at,
            )
        if match.substituted == "metric-compatible":
            yield Finding(
                level="warning",
                code="substituted-font",
                message=f"The font {match.asked} is missing: {match.got}, which has the same widths, stands in for it.",
                remedy=ADD_FONT,
                subject=match.asked,
                pages=pages,
                locations=at,
            )
        elif match.substituted:
            yield Finding(
                level="error",
                code="missing-font",
                message=f"The font {match.asked} is missing: {match.got} is shown in its place, and lines may break elsewhere.",
                remedy=ADD_FONT,
                error_id=MissingFont.error_id,
                subject=match.asked,
                pages=pages,
                locations=at,
            )
    for file, reason in library.unreadable.items():
        yield Finding(
            level="warning",
            code="unreadable-font",
            message=f"The font file {file} cannot be read: {reason}.",
            remedy="Put an intact copy into the package.",
            subject=file,
        )
