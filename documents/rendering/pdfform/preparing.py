"""A PDF with form fields becomes a prepared template."""

import io

import msgspec
import pikepdf

from documents.rendering.findings import Finding, FoundField, Location
from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.idml.placeholders import suggested_kind
from documents.rendering.package import Package
from documents.rendering.paint import foreign, limits
from documents.rendering.pdfform import scripts
from documents.rendering.pdfform.appearance import colour, entry, font_and_size
from documents.rendering.pdfform.base import Base, Written
from documents.rendering.pdfform.form import Field, Form, State, TextLook, Widget
from documents.rendering.pdfform.places import locations
from documents.rendering.pdfform.reading import FormField, Spot, read_fields, text
from documents.rendering.pdfform.typefaces import Typefaces, base_font, embedded
from documents.rendering.prepared import Prepared, PreparedPage
from personalia_site.errors import BrokenDesign, Invalid

# What pikepdf and qpdf raise on objects that are not what the specification says.
DAMAGED = (
    pikepdf.PdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
    ArithmeticError,
    NotImplementedError,
)
ACTIONS = ("/A", "/AA")


def prepare(package: Package, *, fonts: FontSources) -> Prepared:
    """Read the form, take it out of the PDF, and keep where and how each field's value is to be drawn.

    raises   BrokenDesign for a damaged PDF and for forms that are not AcroForms (XFA), Invalid for a locked one
    """
    try:
        with pikepdf.open(io.BytesIO(package.design), suppress_warnings=True) as pdf:
            return _Preparation(package, pdf, fonts).prepared()
    except pikepdf.PasswordError as error:
        raise Invalid(f"“{package.name}” is protected with a password. Save it without one and upload it again.") from error
    except DAMAGED as error:
        raise BrokenDesign(
            f"“{package.name}” is a damaged PDF: its form cannot be read. Save it again in Acrobat and upload it again."
        ) from error


class _Preparation:
    """One form on its way; what is found is collected as it goes."""

    def __init__(self, package: Package, pdf: pikepdf.Pdf, fonts: FontSources) -> None:
        self.name = package.name
        self.pdf = pdf
        self.labels = [str(number + 1) for number in range(len(pdf.pages))]
        self.findings: list[Finding] = []
        self.form = entry(pdf.Root, "/AcroForm")
        self._refuse_xfa()
        self._refuse_what_no_program_draws()
        self.base = Base(pdf)
        self.read = read_fields(pdf)
        whole = {name: data for field in self.read for name, data in self._embedded(field)}
        self.faces = Typefaces(FontLibrary({**package.fonts, **whole}, fonts))

    def prepared(self) -> Prepared:
        self._fix_what_is_no_field()
        fields = [made for field in self.read if (made := self._field(field))]
        pages = tuple(_page(page, label) for page, label in zip(self.pdf.pages, self.labels, strict=True))
        found = tuple(self._found(field) for field in self.read if any(field.name == made.name for made in fields))
        title = text(entry(self.pdf.trailer.get("/Info"), "/Title")).strip() or self.name.rsplit(".", 1)[0]
        language = text(entry(self.pdf.Root, "/Lang")) or "en-US"
        written = self.base.finish(title=title, language=language, layered={w.page for f in fields for w in f.widgets})
        return Prepared(
            kind="pdf",
            title=title,
            language=language,
            fields=found,
            findings=(*self.findings, *self.faces.findings.values()),
            pages=pages,
            body=msgspec.structs.replace(self._body(written, fields), display=self._display(fields)),
        )

    def _display(self, fields: list[Field]) -> Form | None:
        """Once the base is written: the same, changed for screens."""
        return self._body(self.base.written(), fields) if foreign.for_screens(self.pdf) else None

    def _refuse_xfa(self) -> None:
        if entry(self.form, "/XFA") is None:
            return
        if entry(self.pdf.Root, "/NeedsRendering") is not None or not len(entry(self.form, "/Fields") or ()):
            raise BrokenDesign(
                f"“{self.name}” is an XFA form (made with LiveCycle or Experience Manager), which only Adobe's programs can show. "
                "Save it as a static PDF, or rebuild its fields in Acrobat (Prepare Form)."
            )
        message = "The form holds an XFA part beside its fields. The fields are used, the XFA part is left out."
        self.findings.append(Finding(level="warning", code="not-drawn", message=message, subject="XFA"))

    def _refuse_what_no_program_draws(self) -> None:
        if limits.draws_without_end(self.pdf.pages):
            raise BrokenDesign(f"The forms in “{self.name}” draw each other without end. Print it to a new PDF and upload that.")
        for each in self.pdf.objects:
            if isinstance(each, pikepdf.Stream) and (size := limits.giant(each)):
                raise BrokenDesign(
                    f"“{self.name}” holds a picture of {size}, which is too large. Make it smaller and upload the PDF again."
                )

    def _embedded(self, field: FormField) -> list[tuple[str, bytes]]:
        if field.type not in ("text", "choice"):
            return []
        name, font = base_font(font_and_size(self._appearance(field.first))[0], self._resources(field.first))
        data = embedded(font)
        return [(f"{name}.ttf", data)] if data else []

    def _appearance(self, spot: Spot) -> str:
        own = spot.inherited("/DA")
        return text(own if own is not None else entry(self.form, "/DA"))

    def _resources(self, spot: Spot) -> list[pikepdf.Object | None]:
        drawn = entry(entry(spot.widget, "/AP"), "/N")
        return [entry(self.form, "/DR"), spot.inherited("/DR"), entry(drawn, "/Resources")]

    def _fix_what_is_no_field(self) -> None:
        """Draw push buttons without an action as they are; leave signatures and dead buttons out, and say so."""
        for field in self.read:
            shown = [spot for spot in field.spots if not spot.hidden]
            pages, at = self._pages(field), self._locations(field)
            if field.type == "signature":
                message = f"The signature field “{field.name}” is left out: a rendered file is not signed."
                self.findings.append(
                    Finding(level="info", code="not-drawn", message=message, pages=pages, subject=field.name, locations=at)
                )
            elif field.type == "push":
                dead = any(key in spot.widget for spot in shown for key in ACTIONS)
                if dead:
                    message = f"The button “{field.name}” is left out: nothing in a rendered file can be pressed."
                    self.findings.append(
                        Finding(level="info", code="not-drawn", message=message, pages=pages, subject=field.name, locations=at)
                    )
                for spot in [] if dead else shown:
                    self.base.fix(spot)

    def _pages(self, field: FormField) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.labels[spot.page] for spot in field.spots))

    def _locations(self, field: FormField) -> tuple[Location, ...]:
        return locations([spot for spot in field.spots if not spot.hidden], self.pdf)

    def _field(self, field: FormField) -> Field | None:
        if field.type in ("signature", "push"):
            return None
        button = field.type in ("check", "radio")
        placed = [self.base.widget(spot, button=button, cells=field.comb or 1) for spot in field.spots if not spot.hidden]
        spots = tuple(widget for widget in placed if widget)
        if not spots:
            return None
        if entry(field.first.inherited("/AA"), "/C") is not None:
            message = f"The field “{field.name}” is calculated by a script. Scripts are not run: its value has to be given."
            pages, at = self._pages(field), self._locations(field)
            self.findings.append(Finding(level="warning", code="script", message=message, pages=pages, subject=field.name, locations=at))
        if field.type == "image":
            return Field(name=field.name, kind="image", widgets=spots)
        if button:
            choices = tuple(field.choices) or (("Yes", "Yes"),)
            return Field(name=field.name, kind="button", widgets=spots, value=field.value, choices=choices, boolean=_is_boolean(field))
        return Field(
            name=field.name,
            kind="text",
            widgets=spots,
            look=self._look(field),
            value=_shown(field, field.value),
            choices=tuple(field.choices),
            format=field.format,
        )

    def _look(self, field: FormField) -> TextLook:
        appearance = self._appearance(field.first)
        resource, size_pt = font_and_size(appearance)
        name, _font = base_font(resource, self._resources(field.first))
        return msgspec.structs.replace(
            self.faces.look(name, pages=self._pages(field), locations=self._locations(field)),
            size_pt=size_pt,
            colour=colour(appearance),
            quadding=field.quadding,
            multiline=field.multiline or field.is_list,
            comb=field.comb,
            password=field.password,
        )

    def _found(self, field: FormField) -> FoundField:
        found = FoundField(name=field.name, pages=self._pages(field), default=_shown(field, field.value), locations=self._locations(field))
        choices = tuple(dict.fromkeys(label for label, _ in field.choices))
        if field.type == "image":
            return msgspec.structs.replace(found, kind="Image", certain=True, default="")
        if field.type == "check" and _is_boolean(field):
            on = field.value not in ("", "Off")
            return msgspec.structs.replace(found, kind="Boolean", certain=True, default="1" if on else "0")
        if field.type in ("check", "radio", "choice"):
            return msgspec.structs.replace(found, kind="String", certain=True, choices=choices, multiline=field.is_list)
        kind = scripts.kind(field.format)
        certain = kind != "String"
        if not certain and not field.multiline:
            kind = suggested_kind(field.name.rsplit(".", 1)[-1])
        return msgspec.structs.replace(found, kind=kind, certain=certain, multiline=field.multiline, max_length=field.max_length)

    def _body(self, written: Written, fields: list[Field]) -> Form:
        looks = [field.look for field in fields if field.look]
        asked = {(look.family, look.style) for look in looks}
        keys = [self.faces.library.find(*pair).key for pair in sorted(asked)]
        return Form(
            base=written.data,
            startxref=written.startxref,
            size=written.size,
            trailer=written.trailer,
            layers=tuple(sorted(written.layers.items())),
            keys=tuple(sorted(self.base.keys.items())),
            fields=tuple(_with_objects(field, written.appearances) for field in fields),
            fonts=self.faces.library.export(keys),
        )


def _is_boolean(field: FormField) -> bool:
    """A box with one on-state; several boxes of one name with a state each are a choice."""
    return field.type == "check" and len({state for _, state in field.choices}) <= 1


def _shown(field: FormField, value: str) -> str:
    """A choice field keeps export values; people see the other text. A radio button's state has a label."""
    if field.type in ("choice", "radio", "check"):
        shown = {exported: label for label, exported in field.choices}
        return "\n".join(shown.get(line, line if field.type == "choice" else "") for line in value.split("\n"))
    return value


def _with_objects(field: Field, objects: dict[int, int]) -> Field:
    """States by the numbers their appearances have in the written base."""

    def numbered(widget: Widget) -> Widget:
        states = tuple(State(state.name, objects[state.appearance], state.matrix) for state in widget.states)
        return msgspec.structs.replace(widget, states=states)

    return msgspec.structs.replace(field, widgets=tuple(numbered(widget) for widget in field.widgets))


def _page(page: pikepdf.Page, label: str) -> PreparedPage:
    left, bottom, right, top = (float(part) for part in page.cropbox)
    width_pt, height_pt = abs(right - left), abs(top - bottom)
    turned = int(page.obj.get("/Rotate", 0)) % 180 == 90
    return PreparedPage(label, height_pt if turned else width_pt, width_pt if turned else height_pt)
