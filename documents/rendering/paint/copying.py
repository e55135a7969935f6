"""Objects of other people's PDFs, written into ours: what a file for the press may not hold stays behind."""

import zlib
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Name

from documents.rendering.paint import limits
from documents.rendering.paint.foreign_inks import four
from documents.rendering.paint.standards import of_known_version
from documents.rendering.paint.syntax import COMPRESSION, Objects, name, number

MAX_DEPTH = 60  # of objects in objects: a hostile file nests without end
MAX_OBJECTS = 50_000
LEFT_OUT = frozenset(
    (
        *("/Parent", "/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/Annots", "/AA", "/OPI", "/Length"),
        *("/OC", "/Alternates", "/Interpolate", "/Ref"),  # layers are resolved, and no file needs another
    )
)
OF_A_PRESS = frozenset(("/TR", "/TR2", "/HT", "/HTP"))  # of a graphics state: another press's curves and screens
NONSYMBOLIC = 32  # a font's flag
# What a fragment of it becomes:
POSTSCRIPT = "<</Type/XObject/Subtype/Form/BBox[0 0 0 0]/Resources<<>>/Length 0>>stream\n\nendstream"  # nothing


class UnreadablePageError(Exception):
    """The bytes are no PDF page we can place; the reason is for a person."""


class Copier:
    """Objects of another file, written into ours; each of them once.

    rgb   what device RGB is to be, as a colour space; "": it stays
    """

    def __init__(self, objects: Objects, rgb: str) -> None:
        self.objects, self.rgb = objects, rgb
        self.numbers: dict[tuple[int, int], int] = {}
        self.loose_fonts: set[str] = set()
        self.marked = False
        self._resources: dict[tuple[int, int], int] = {}
        self._here = 0  # the resources that are being written

    def value(self, thing: Any, depth: int) -> str:
        if depth > MAX_DEPTH:
            raise ValueError("nested too deep")
        if isinstance(thing, pikepdf.Object):
            if thing.is_indirect:
                return self._reference(thing, depth)
            if isinstance(thing, pikepdf.Stream):
                return self._reference(thing, depth)
        return self._direct(thing, depth)

    def _reference(self, thing: pikepdf.Object, depth: int) -> str:
        key = thing.objgen
        if key in self.numbers and key != (0, 0):
            return f"{self.numbers[key]} 0 R"
        if len(self.numbers) > MAX_OBJECTS:
            raise ValueError("too many objects")
        at = self.numbers[key] = self.objects.reserve()
        if isinstance(thing, pikepdf.Stream):
            if size := limits.giant(thing):
                raise UnreadablePageError(f"it holds a picture of {size}")
            self.marked = self.marked or (thing.get("/Subtype") == Name.Form and "/StructParents" in thing)
            self._stream(thing, depth, at)
        elif isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") in (Name.Page, Name.Pages, Name.Catalog):
            self.objects.write("null", at=at)  # a way back into the other file's tree
        else:
            self.objects.write(self._direct(thing, depth), at=at)
        return f"{at} 0 R"

    def _stream(self, thing: pikepdf.Stream, depth: int, at: int) -> None:
        """As it is; packed anew where PDF/X-4 does not want it so: LZW, and ICC profiles of later versions."""
        if thing.get("/Subtype") == Name.PS:
            self.objects.write(POSTSCRIPT, at=at)
            return
        old = thing.get("/Subtype") == Name.Form and "/Resources" not in thing
        own = f"/Resources {self._here} 0 R" if old and self._here else ""  # in old files a form has its page's; on ours it would have ours
        profile = "/N" in thing
        if not profile and "LZWDecode" not in str(thing.get("/Filter", "")):
            self.objects.stream(self._entries(thing.stream_dict, depth) + own, thing.read_raw_bytes(), compress=False, at=at)
            return
        data = of_known_version(thing.read_bytes()) if profile else thing.read_bytes()
        kept = pikepdf.Dictionary({key: value for key, value in thing.stream_dict.items() if key not in ("/Filter", "/DecodeParms")})
        packed = zlib.compress(data, COMPRESSION)
        self.objects.stream(f"{self._entries(kept, depth)}{own}/Filter/FlateDecode", packed, compress=False, at=at)

    def _entries(self, thing: Any, depth: int) -> str:
        """Of a dictionary; a group of device RGB blends in what that is to be."""
        out = []
        for key, value in thing.items():
            if key in LEFT_OUT:
                continue
            if key == "/Resources":
                shown = self.resources(value, depth + 1)
            elif key == "/CS" and self.rgb and value == Name.DeviceRGB and thing.get("/S") == Name.Transparency:
                shown = self.rgb
            else:
                shown = self.value(value, depth + 1)
            out.append(f"{name(key[1:])} {shown}")
        return "".join(out)

    def resources(self, thing: Any, depth: int) -> str:
        """A dictionary of resources, written once: many forms share one, which names them all."""
        if not isinstance(thing, pikepdf.Dictionary) or depth > MAX_DEPTH:
            return self.value(thing, depth)
        key = thing.objgen
        if key in self._resources:
            return f"{self._resources[key]} 0 R"
        at = self.objects.reserve()
        if key != (0, 0):
            self._resources[key] = at
        around, self._here = self._here, at
        self.objects.write(self._kinds(thing, depth), at=at)
        self._here = around
        return f"{at} 0 R"

    def _kinds(self, thing: pikepdf.Dictionary, depth: int) -> str:
        """Resources, in which device RGB means something."""
        kinds = {key: self._named(value, depth + 1) for key, value in thing.items() if isinstance(value, pikepdf.Dictionary)}
        for key, value in thing.items():
            if key not in kinds:
                kinds[key] = self.value(value, depth + 1)
        if self.rgb and "/DefaultRGB" not in thing.get("/ColorSpace", {}):
            kinds["/ColorSpace"] = f"{kinds.get('/ColorSpace', '<<>>')[:-2]}/DefaultRGB {self.rgb}>>"
        return f"<<{''.join(f'{name(key[1:])} {value}' for key, value in kinds.items())}>>"

    def _named(self, things: Any, depth: int) -> str:
        """Resources of one kind, under any names; graphics states without another press's curves and screens."""
        for each in things.values():
            if isinstance(each, pikepdf.Dictionary) and "/S" not in each:  # a soft mask's /TR is its own
                for key in OF_A_PRESS & set(each.keys()):
                    del each[key]
        inner = "".join(f"{name(key[1:])} {self.value(value, depth + 1)}" for key, value in things.items() if key != "/DefaultCMYK")
        return f"<<{inner}>>"

    def _look_at_font(self, font: pikepdf.Object) -> None:
        kind = font.get("/Subtype")
        if kind == Name.Type0:
            self.marked = self.marked or "/ToUnicode" not in font
            return
        self.marked = self.marked or not ({"/ToUnicode", "/Encoding"} & set(font.keys()) or _is_plain(font))
        if kind != Name.Type3:
            descriptor = font.get("/FontDescriptor")
            keys = set(descriptor.keys()) if isinstance(descriptor, pikepdf.Dictionary) else set()
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & keys:
                self.loose_fonts.add(font.get("/BaseFont", Name("/?")).unparse()[1:].decode("latin-1"))

    def _direct(self, thing: Any, depth: int) -> str:
        match thing:
            case None:
                return "null"
            case bool():
                return "true" if thing else "false"
            case int():
                return str(thing)
            case float() | Decimal():
                value = float(thing)
                return number(value) if abs(value) > 0.01 or value == 0 else f"{value:.10f}"
            case pikepdf.Array() if len(thing) == 2 and thing[0] == Name.ICCBased and four(thing):
                return "/DeviceCMYK"  # as of pictures: its numbers are the press's
            case pikepdf.Array():
                return "[" + " ".join(self.value(v, depth + 1) for v in thing) + "]"
            case pikepdf.Dictionary():
                if thing.get("/Type") == Name.Font:
                    self._look_at_font(thing)
                return f"<<{self._entries(thing, depth)}>>"
            case Name():
                return thing.unparse().decode("latin-1")  # in any encoding
            case pikepdf.String():
                return f"<{bytes(thing).hex().upper()}>"
        return "null"


def _is_plain(font: pikepdf.Object) -> bool:
    """Whether a font without an encoding has the letters that it says (PDF 32000 9.8.2, "Nonsymbolic")."""
    descriptor = font.get("/FontDescriptor")
    flags = int(descriptor.get("/Flags", 0)) if isinstance(descriptor, pikepdf.Dictionary) else NONSYMBOLIC
    return font.get("/Subtype") in (Name.Type1, Name.MMType1) and bool(flags & NONSYMBOLIC)
