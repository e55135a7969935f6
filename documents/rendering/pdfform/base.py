"""The base of a form's documents: its PDF without form, widgets and scripts, with a layer on each page for what is filled in."""

import io
import re
from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from documents.rendering.paint.syntax import concat
from documents.rendering.pdfform import marks
from documents.rendering.pdfform.appearance import Border, box, colour, entry, own_space, placed
from documents.rendering.pdfform.form import Box, Matrix, State, Widget
from documents.rendering.pdfform.reading import Spot, text, whole
from documents.rendering.pdfform.structure import FormStructure

LAYER = "/PersonaliaFields"
EVERYWHERE = Array([-14400, -14400, 14400, 14400])  # PDF's largest page (Annex C), in every direction


class Base:
    """The PDF while it is taken apart. `keep` and `underlay` collect; `finish` writes it."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.structure = FormStructure(pdf)
        self.keys: dict[int, int] = {}
        self._under: dict[int, list[bytes]] = {}
        self._fixed: dict[int, list[pikepdf.Object]] = {}
        self._kept: list[tuple[int, pikepdf.Object]] = []  # (page, appearance), by the number that State.appearance has until `finish`

    def widget(self, spot: Spot, *, button: bool, cells: int = 1) -> Widget | None:
        """The place of a widget, its border and background drawn, a button's appearances kept; None when it has no size."""
        rect = box(entry(spot.widget, "/Rect"))
        if rect is None or rect[2] - rect[0] < 0.1 or rect[3] - rect[1] < 0.1:
            return None
        rotation = whole(entry(entry(spot.widget, "/MK"), "/R")) % 360
        matrix, width_pt, height_pt = own_space(rect, rotation)
        border = Border(spot.widget)
        states = self._states(spot, rect=rect, matrix=matrix, size=(width_pt, height_pt)) if button else ()
        if not (button and any(state.name == "Off" for state in states)):  # else the appearances draw the border themselves
            self.underlay(spot.page, border.operators(width_pt, height_pt, cells=cells), matrix)
        return Widget(
            page=spot.page,
            matrix=matrix,
            width_pt=width_pt,
            height_pt=height_pt,
            inset_pt=border.inset_pt,
            states=tuple(states),
            tag=self.structure.tag(spot.widget, spot.page),
        )

    def _states(self, spot: Spot, *, rect: Box, matrix: Matrix, size: tuple[float, float]) -> list[State]:
        found = {name: stream for name, stream in spot.states.items() if name}
        if any(name != "Off" for name in found):
            return [State(name, self._keep(spot.page, stream), placed(stream, rect)) for name, stream in sorted(found.items())]
        character = text(entry(entry(spot.widget, "/MK"), "/CA")) or "4"
        ink = colour(text(spot.inherited("/DA")))
        stream = self._form(marks.drawn(character, colour=ink, width_pt=size[0], height_pt=size[1]))
        return [State("Yes", self._keep(spot.page, stream), matrix)]

    def _keep(self, page: int, stream: pikepdf.Object) -> int:
        stream.Type, stream.Subtype = Name.XObject, Name.Form
        self._kept.append((page, self.pdf.make_indirect(stream)))
        return len(self._kept) - 1

    def _form(self, operators: bytes) -> Stream:
        stream = Stream(self.pdf, operators)
        stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, EVERYWHERE
        return stream

    def underlay(self, page: int, operators: bytes, matrix: Matrix) -> None:
        if operators:
            self._under.setdefault(page, []).append(b"q " + concat(matrix).encode() + operators + b" Q\n")

    def fix(self, spot: Spot) -> None:
        """Draw a widget's appearance as it is into the page."""
        rect = box(entry(spot.widget, "/Rect"))
        states = spot.states
        state = text(entry(spot.widget, "/AS"))
        stream = states.get("") or states.get(state)
        if rect is None or stream is None:
            return
        stream.Type, stream.Subtype = Name.XObject, Name.Form
        fixed = self._fixed.setdefault(spot.page, [])
        fixed.append(stream)
        place = concat(placed(stream, rect)).encode()
        self._under.setdefault(spot.page, []).append(b"q " + place + b"/PersonaliaFixed%d Do Q\n" % (len(fixed) - 1))

    def finish(self, *, title: str, language: str, layered: Iterable[int]) -> "Written":
        """Write it: no form, no scripts, a layer on the pages that have fields."""
        layered = set(layered)
        for number, page in enumerate(self.pdf.pages):
            _drop_widgets(page)
            if number in layered or number in self._under:
                self._add(number, page, layer=number in layered)
        pages = dict(enumerate(self.pdf.pages))
        layers = {number: pages[number].obj.Resources.XObject[LAYER] for number in layered}
        self.keys = self.structure.finish(pages, layers)
        _drop_scripts(self.pdf)
        _forget_widgets(self.pdf)
        self.pdf.docinfo["/Title"] = title
        self.pdf.Root.Lang = pikepdf.String(language)
        return self.written()

    def written(self) -> "Written":
        """What is finished, as a file."""
        out = io.BytesIO()
        # A classic cross-reference table, so that each document can append one of its own.
        self.pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True, encryption=False)
        return Written(out.getvalue(), len(self._kept))

    def _add(self, number: int, page: pikepdf.Page, *, layer: bool) -> None:
        resources = _own(page.obj, "/Resources", page.resources)
        xobjects = _own(resources, "/XObject", resources.get("/XObject"))
        for index, stream in enumerate(self._fixed.get(number, [])):
            xobjects[f"/PersonaliaFixed{index}"] = stream
        if layer:
            made = self._form(b"")
            kept = {f"/A{n}": stream for n, (where, stream) in enumerate(self._kept) if where == number}
            made.Resources = Dictionary(XObject=Dictionary(kept))
            xobjects[LAYER] = self.pdf.make_indirect(made)
        page.contents_add(b"q\n", prepend=True)
        under = b"".join(self._under.get(number, []))
        if under and self.structure.root is not None:
            under = b"/Artifact BMC\n" + under + b"EMC\n"
        after = b"\nQ\n" + under
        page.contents_add(after + (f"q {LAYER} Do Q\n".encode() if layer else b""), prepend=False)


def _own(holder: pikepdf.Object, key: str, inherited: object) -> pikepdf.Dictionary:
    """A dictionary that no other page shares, with the entries of the one that counted."""
    entries = dict(inherited.items()) if isinstance(inherited, Dictionary) else {}
    holder[key] = Dictionary(entries)
    return holder[key]  # type: ignore[return-value]  # just put there


def _drop_widgets(page: pikepdf.Page) -> None:
    annotations = page.obj.get("/Annots")
    if not isinstance(annotations, Array):
        return
    kept = [a for a in annotations if isinstance(a, Dictionary) and entry(a, "/Subtype") != Name.Widget]
    if kept:
        page.obj.Annots = Array(kept)
    else:
        del page.obj["/Annots"]


def _drop_scripts(pdf: Pdf) -> None:
    """The form, and whatever a reader would run."""
    for key in ("/AcroForm", "/OpenAction", "/AA", "/Perms", "/NeedsRendering"):
        if key in pdf.Root:
            del pdf.Root[key]
    names = entry(pdf.Root, "/Names")
    if names is not None and "/JavaScript" in names:
        del names["/JavaScript"]
    for page in pdf.pages:
        if "/AA" in page.obj:
            del page.obj["/AA"]


def _forget_widgets(pdf: Pdf) -> None:
    """Take the widgets out of the structure tree, which would keep them in the file."""
    waiting = [found for found in [entry(pdf.Root, "/StructTreeRoot")] if found is not None]
    seen: set[tuple[int, int]] = set()
    while waiting:
        element = waiting.pop()
        found = entry(element, "/K")
        kids = list(found) if isinstance(found, Array) else [found] if found is not None else []
        kept = [kid for kid in kids if entry(entry(kid, "/Obj"), "/Subtype") != Name.Widget]
        if len(kept) < len(kids):
            element.K = Array(kept)
        for kid in kept:
            if isinstance(kid, Dictionary) and kid.objgen not in seen:
                seen.add(kid.objgen if kid.objgen != (0, 0) else (-len(seen), 0))
                waiting.append(kid)


class Written:
    """The written base and where its parts lie in it."""

    def __init__(self, data: bytes, kept: int) -> None:
        self.data = data
        self.startxref = int(re.findall(rb"startxref\s+(\d+)", data[-64:])[-1])
        self.layers: dict[int, int] = {}
        self.appearances: dict[int, int] = {}
        with pikepdf.open(io.BytesIO(data)) as pdf:
            self.size = int(pdf.trailer.Size)
            entries = [("/Root", pdf.trailer.Root.objgen), ("/Info", pdf.trailer.Info.objgen)]
            self.trailer = "".join(f"{key} {number} {generation} R" for key, (number, generation) in entries)
            for number, page in enumerate(pdf.pages):
                layer = entry(entry(entry(page.obj, "/Resources"), "/XObject"), LAYER)
                if layer is None:
                    continue
                self.layers[number] = layer.objgen[0]
                for key, stream in layer.Resources.XObject.items():
                    self.appearances[int(key[2:])] = stream.objgen[0]
        assert len(self.appearances) == kept
