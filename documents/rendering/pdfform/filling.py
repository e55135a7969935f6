"""A document from a prepared form: the base, and behind it an incremental update with what the values draw (ISO 32000-1, 7.5.6)."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache, partial
from typing import Literal

from documents.rendering.fonts import FontLibrary
from documents.rendering.output import Output
from documents.rendering.paint import colour_glyphs, glyphs, pictures
from documents.rendering.paint.assets import image_object
from documents.rendering.paint.decoding import ORIENTATIONS
from documents.rendering.paint.embedding import Metrics, UsedFont
from documents.rendering.paint.syntax import Objects, concat, numbers
from documents.rendering.paint.unreadable import UnreadablePictureError
from documents.rendering.pdfform import scripts
from documents.rendering.pdfform.form import Field, Form, Matrix, Widget
from documents.rendering.pdfform.layout import INK, Laid, lay_out
from documents.rendering.prepared import Prepared
from documents.rendering.text.source import FORCED, clean
from personalia_site.errors import MissingAsset, MissingFont, RenderFailed, TextOverflow

Value = str | bytes
NO = ("", "0", "false", "no", "off")


def fill(prepared: Prepared, values: Mapping[str, Value], output: Output) -> tuple[bytes, tuple[RenderFailed, ...]]:
    """The flattened PDF, and what was left out of it. A field without a value shows what stood in it.

    raises   strict: MissingFont, TextOverflow, MissingAsset, naming the field; lenient: nothing
    costs    about 1 ms and a few kilobytes behind the base
    """
    form: Form = prepared.body
    if output.quality == "Display" and form.display is not None:
        form = form.display
    document = _Document(form, prepared.language, strict=output.strict, quality=output.quality)
    for problem in _not_of_forms(output):
        document.tell(problem)
    for field in document.form.fields:
        document.draw(field, values.get(field.name))
    return document.written(), tuple(document.problems)


def check(prepared: Prepared, values: Mapping[str, Value], *, only: Collection[str] | None = None) -> tuple[RenderFailed, ...]:
    """What a strict filling would end with, all of it, without drawing. Pictures are not looked at.

    only   the fields that are asked about; None: all
    """
    form: Form = prepared.body
    library = _typeset(_Loaded(form)).library
    found: list[RenderFailed] = []
    for field in form.fields:
        value = values.get(field.name)
        if not isinstance(value, str) or (only is not None and field.name not in only):
            continue
        if field.kind == "button" and _state(field, value, is_default=False) is None:
            found.append(_no_choice(field, value))
        elif value and field.look:
            text = _written(field, value)
            for widget in field.widgets:
                found += _problems(field, text, lay_out(text, look=field.look, widget=widget, fonts=library, language=prepared.language))
    return tuple(found)


class Typeset:
    """The faces of one form, loaded once in a process: everything in it is a cache that threads may share."""

    def __init__(self, form: Form) -> None:
        self.library = FontLibrary.of_faces(form.fonts)
        self._metrics: dict[str, Metrics] = {}

    def metrics(self, key: str) -> Metrics:
        return self._metrics.setdefault(key, Metrics(self.library.face(key)))


class _Loaded:
    """A form as a cache's key: the same object is the same form."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def __hash__(self) -> int:
        return id(self.form)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Loaded) and other.form is self.form


@lru_cache(maxsize=8)
def _typeset(loaded: _Loaded) -> Typeset:
    return Typeset(loaded.form)


class _Document:
    def __init__(self, form: Form, language: str, *, strict: bool, quality: Literal["Display", "Print"]) -> None:
        self.form, self.language, self.strict, self.quality = form, language, strict, quality
        self.problems: list[RenderFailed] = []
        self.typeset = _typeset(_Loaded(form))
        self.objects = Objects(start=len(form.base) + 1, first=form.size)
        self.operators: dict[int, list[str]] = {}
        self.tagged: set[tuple[int, int]] = set()  # page, id of marked content
        self.used: dict[int, dict[str, int]] = {}  # by page: XObject name -> object number
        self.fonts: dict[str, UsedFont] = {}
        self.font_pages: dict[int, set[str]] = {}

    def draw(self, field: Field, value: Value | None) -> None:
        if field.kind == "image":
            if isinstance(value, bytes) and value:
                self._picture(field, value)
            return
        given = field.value if value is None else value.decode("utf-8", "replace") if isinstance(value, bytes) else value
        if field.kind == "button":
            self._button(field, given, is_default=value is None)
        elif given and field.look:
            self._text(field, _written(field, given), is_default=value is None)

    def tell(self, problem: RenderFailed, cause: Exception | None = None) -> None:
        """What strict refuses, and lenient leaves out."""
        if self.strict:
            raise problem from cause
        self.problems.append(problem)

    def _button(self, field: Field, value: str, *, is_default: bool) -> None:
        state = _state(field, value, is_default=is_default)
        if state is None:
            self.tell(_no_choice(field, value))
        for widget in field.widgets:
            chosen = next((s for s in widget.states if s.name == state), None) or next((s for s in widget.states if s.name == "Off"), None)
            if chosen:
                self._place(widget, f"A{chosen.appearance}", chosen.appearance, concat(chosen.matrix))

    def _place(self, widget: Widget, name: str, number: int, matrix: str) -> None:
        self.used.setdefault(widget.page, {})[name] = number
        self._write(widget, f"q {matrix}/{name} Do Q\n")

    def _write(self, widget: Widget, operators: str) -> None:
        """In a tagged form, as the content of the widget's element."""
        if widget.tag >= 0:
            self.tagged.add((widget.page, widget.tag))
            operators = f"/P<</MCID {widget.tag}>>BDC\n{operators}EMC\n"
        self.operators.setdefault(widget.page, []).append(operators)

    def _text(self, field: Field, text: str, *, is_default: bool) -> None:
        assert field.look is not None
        inks = glyphs.InkOperators({glyphs.ink_key(INK): field.look.colour + "\n"}, {})
        for widget in field.widgets:
            laid = lay_out(text, look=field.look, widget=widget, fonts=self.typeset.library, language=self.language)
            for problem in () if is_default else _problems(field, text, laid):
                self.tell(problem)
            if not laid.lines:
                continue
            pages = self.font_pages.setdefault(widget.page, set())

            def font(key: str, pages: set[str] = pages) -> UsedFont:
                pages.add(key)
                return self._font(key)

            drawn = glyphs.paint(laid.lines, glyphs.Pen(font, inks, partial(self._coloured, widget.page)))
            clip = f"{numbers(0, 0, widget.width_pt, widget.height_pt)} re W n "
            upside_down = concat((1, 0, 0, -1, 0, widget.height_pt))
            self._write(widget, f"q {concat(widget.matrix)}{clip}{upside_down}{drawn}Q\n")

    def _font(self, key: str) -> UsedFont:
        if key not in self.fonts:
            self.fonts[key] = UsedFont(self.typeset.metrics(key), name=f"F{len(self.fonts)}")
        return self.fonts[key]

    def _coloured(self, page: int, key: str, glyph: int) -> str:
        """A glyph that brings its own colours."""

        def image(picture: pictures.Picture) -> str:
            number = self._image(picture)
            self.used.setdefault(page, {})[f"I{number}"] = number
            return f"I{number}"

        return colour_glyphs.operators(self.typeset.library.face(key), glyph, used=self._font(key), image=image)

    def _image(self, picture: pictures.Picture) -> int:
        mask = self.objects.write(image_object(picture.mask, None, self.objects)) if picture.mask else None
        return self.objects.write(image_object(picture.image, mask, self.objects))

    def _picture(self, field: Field, data: bytes) -> None:
        try:
            size_pt = pictures.size_pt(data)
            picture = pictures.read(data, scale=max(_scale(widget, size_pt) for widget in field.widgets), quality=self.quality)
        except UnreadablePictureError as error:
            reason = f"The picture for the field “{field.name}” cannot be used: {error}. Send a JPG or PNG."
            self.tell(MissingAsset(reason, parameters={"FieldName": field.name}), error)
            return
        number = self._image(picture)
        for widget in field.widgets:
            matrix = _fitted(widget, size_pt)
            turned = concat(ORIENTATIONS[picture.orientation])
            self._place(widget, f"I{number}", number, concat(widget.matrix) + concat(matrix) + turned)

    def written(self) -> bytes:
        """Base, new objects, cross-reference section, trailer; the base alone where no field is."""
        if not self.form.layers:
            return self.form.base
        for widget in (widget for field in self.form.fields for widget in field.widgets):
            if widget.tag >= 0 and (widget.page, widget.tag) not in self.tagged:
                self._write(widget, "")  # its element has it
        numbers_of = {key: self.objects.reserve() for key in self.fonts}
        for key, used in self.fonts.items():
            used.write(self.objects, at=numbers_of[key])
        keys = dict(self.form.keys)
        for page, layer in self.form.layers:
            fonts = "".join(f"/{self.fonts[key].name} {numbers_of[key]} 0 R" for key in sorted(self.font_pages.get(page, ())))
            xobjects = "".join(f"/{name} {number} 0 R" for name, number in sorted(self.used.get(page, {}).items()))
            entries = f"/Type/XObject/Subtype/Form/BBox[-14400 -14400 14400 14400]/Resources<</Font<<{fonts}>>/XObject<<{xobjects}>>>>"
            entries += f"/StructParents {keys[page]}" if page in keys else ""
            self.objects.stream(entries, "".join(self.operators.get(page, [])).encode("latin-1"), at=layer)
        body = b"".join(self.objects.parts)
        digest = hashlib.blake2b(self.form.base[-64:] + body, digest_size=16).hexdigest().upper()
        rows = _cross_references(self.objects.offsets)
        trailer = f"trailer\n<</Size {self.objects.next}{self.form.trailer}/Prev {self.form.startxref}/ID[<{digest}><{digest}>]>>\n"
        end = f"{trailer}startxref\n{self.objects.position}\n%%EOF\n".encode()
        return b"".join((self.form.base, b"\n", body, rows, end))


def _not_of_forms(output: Output) -> Iterator[RenderFailed]:
    """A form keeps its own pages, fonts and colours: what a press asks for has to be in it already."""
    if output.quality == "Print" and output.standard:
        yield RenderFailed(f"A PDF form cannot be made to {output.standard}: its pages stay as they are. Use an InDesign template for it.")
    if output.quality == "Print" and output.marks:
        yield RenderFailed("Crop marks cannot be put round a PDF form: its pages stay as they are. Use an InDesign template for them.")


def _state(field: Field, value: str, *, is_default: bool) -> str | None:
    """The state that a value chooses, "Off" for none; None when there is no such choice."""
    labels = dict(field.choices)
    states = set(labels.values())
    if is_default:
        return value if value in states else "Off"
    if value in labels:
        return labels[value]
    if value in states:
        return value
    if field.boolean:
        return "Off" if value.strip().lower() in NO else field.choices[0][1]
    return "Off" if value in ("", "Off") else None


def _written(field: Field, given: str) -> str:
    """A value as it is to be seen: what a choice shows, in the field's own format, without what has no glyph in any font."""
    shown = {exported: label for label, exported in field.choices}.get(given, given)
    return clean(scripts.formatted(shown, field.format)).replace(FORCED, "\n")


def _no_choice(field: Field, value: str) -> RenderFailed:
    listed = ", ".join(f"“{label}”" for label, _ in field.choices)
    reason = f"The field “{field.name}” has no choice “{value}”. It has {listed}."
    return RenderFailed(reason, parameters={"FieldName": field.name, "Text": value})


def _problems(field: Field, text: str, laid: Laid) -> Iterator[RenderFailed]:
    for character, font in laid.missing:
        yield MissingFont(
            f"The field “{field.name}” needs the character “{character}” (U+{ord(character[0]):04X}), which the font {font} does not have. "
            "Use another font for the field, or other words.",
            parameters={"FieldName": field.name, "Text": text[:200], "Character": character, "Font": font},
        )
    if laid.overset:
        yield TextOverflow(
            f"The text of the field “{field.name}” does not fit: “{laid.overset[:80]}” is too much. Shorten it, or make the field larger.",
            parameters={"FieldName": field.name, "Text": laid.overset[:200]},
        )


def _scale(widget: Widget, size_pt: tuple[float, float]) -> float:
    """As large as the widget allows: what Acrobat's image fields do (MK's IF: always, proportionally)."""
    return min(widget.width_pt / size_pt[0], widget.height_pt / size_pt[1])


def _fitted(widget: Widget, size_pt: tuple[float, float]) -> Matrix:
    """The unit square of a picture -> the middle of the widget."""
    scale = _scale(widget, size_pt)
    width_pt, height_pt = size_pt[0] * scale, size_pt[1] * scale
    return width_pt, 0, 0, height_pt, (widget.width_pt - width_pt) / 2, (widget.height_pt - height_pt) / 2


def _cross_references(offsets: Mapping[int, int]) -> bytes:
    """Subsections of consecutive object numbers (7.5.4)."""
    out = [b"xref\n"]
    ordered = sorted(offsets)
    start = 0
    for index in range(1, len(ordered) + 1):
        if index == len(ordered) or ordered[index] != ordered[index - 1] + 1:
            out.append(b"%d %d\n" % (ordered[start], index - start))
            out += [b"%010d 00000 n \n" % offsets[number] for number in ordered[start:index]]
            start = index
    return b"".join(out)
