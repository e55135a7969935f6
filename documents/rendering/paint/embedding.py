"""Fonts in the PDF: subsets with their glyph ids kept, as Type 0 fonts with Identity-H and a ToUnicode map."""

import hashlib
from collections.abc import Mapping
from string import ascii_letters
from typing import Any

import uharfbuzz

from documents.rendering.fonts import Face
from documents.rendering.paint.syntax import Objects, number
from personalia_site.errors import MissingFont

KEPT_TABLES = frozenset({"glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep", "CFF "})


KEPT_OUTLINES = frozenset({"glyf", "CFF "})
EXPECTED = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) + "–—‘’“”…€"
EXPECTED_TOGETHER = (
    *(a + b for a in ascii_letters for b in ascii_letters),
    *(f"{a}{mark}{a}" for a in "A0a" for mark in "-–—/:@+&.,()"),
    *("ffi", "ffl", "fft", "ffj"),
)
hb: Any = uharfbuzz  # its types leave the subsetter out


class Metrics:
    """A face's advances in thousandths of an em, whole as PDF readers take them. Shared by all documents of a process."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.advances: dict[int, int] = {}

    def advance(self, glyph: int) -> int:
        known = self.advances.get(glyph)
        if known is None:
            font = self.face.hb_font
            known = self.advances[glyph] = round(font.get_glyph_h_advance(glyph) * 1000 / font.scale[0])
        return known


class UsedFont:
    """The glyphs that one file uses of one face, and the text each stands for.

    name    of the font resource
    ready   glyphs that a font of the base has already, with their texts; the others go to a second, small font
    """

    def __init__(self, metrics: Metrics, *, name: str, ready: frozenset[int] | None = None, texts: Mapping[int, str] | None = None) -> None:
        self.metrics, self.name, self.ready = metrics, name, ready
        self.glyphs: set[int] = set()
        self.texts: dict[int, str] = dict(texts or {})

    @property
    def second_name(self) -> str:
        return f"{self.name}x"

    @property
    def own(self) -> set[int]:
        """The glyphs that this file has to bring itself."""
        return self.glyphs - self.ready if self.ready else self.glyphs

    def resource(self, glyph: int) -> str:
        return self.name if self.ready is None or glyph in self.ready else self.second_name

    def expect_latin(self) -> None:
        """Make room for Western European names, so that most documents need no font of their own.

        What stands beside each other may change its shape: ligatures, a hyphen between capitals. So pairs are shaped too.
        """
        font = self.metrics.face.hb_font
        for character in EXPECTED:
            glyph = font.get_nominal_glyph(ord(character))
            if glyph:
                self.stands_for(glyph, character)
        for text in EXPECTED_TOGETHER:
            buffer = hb.Buffer()
            buffer.add_str(text)
            buffer.guess_segment_properties()
            hb.shape(font, buffer)
            infos = buffer.glyph_infos
            ends = [*(info.cluster for info in infos[1:]), len(text)]
            if len({info.cluster for info in infos}) == len(infos):
                for info, end in zip(infos, ends, strict=True):
                    self.stands_for(info.codepoint, text[info.cluster : end])

    def stands_for(self, glyph: int, text: str) -> bool:
        """Note that a glyph shows `text`; False when it already shows something else."""
        self.glyphs.add(glyph)
        known = self.texts.setdefault(glyph, text)
        return known == text

    def write(self, objects: Objects, *, at: int) -> None:
        """The objects of a font of the file's own glyphs; `at` is the number of the Type 0 font itself."""
        face, glyphs = self.metrics.face, sorted(self.own)
        base = f"/{tag(glyphs)}+{_plain(face.postscript_name)}"
        outlines = not KEPT_OUTLINES.isdisjoint(face.tags)  # a font of pictures has none: its text is invisible
        file = program(face, frozenset(glyphs), objects) if outlines else None
        descriptor = objects.write(_descriptor(face, base, file))
        widths = _widths([(g, self.metrics.advance(g)) for g in glyphs])
        subtype = "/CIDFontType0" if face.is_cff else "/CIDFontType2/CIDToGIDMap/Identity"
        info = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        cid = objects.write(f"<</Type/Font/Subtype{subtype}/BaseFont{base}{info}/FontDescriptor {descriptor} 0 R/DW 0/W[{widths}]>>")
        unicode_map = objects.stream("", _to_unicode({glyph: self.texts.get(glyph, "") for glyph in glyphs}))
        objects.write(
            f"<</Type/Font/Subtype/Type0/BaseFont{base}/Encoding/Identity-H/DescendantFonts[{cid} 0 R]/ToUnicode {unicode_map} 0 R>>", at=at
        )


def tag(glyphs: list[int]) -> str:
    """Six capitals that depend on the glyphs alone."""
    digest = hashlib.blake2b(b",".join(b"%d" % g for g in glyphs), digest_size=6).digest()
    return "".join(chr(65 + byte % 26) for byte in digest)


def _plain(postscript_name: str) -> str:
    return "".join(c for c in postscript_name if c.isascii() and (c.isalnum() or c in "-_.")) or "Font"


def subset(face: Face, glyphs: frozenset[int]) -> bytes:
    """A font file, or a bare CFF table, with these glyphs under their old numbers."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
    if face.is_cff:
        wanted.flags |= hb.SubsetFlags.CFF_IDENTITY_CHARSET | hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NO_HINTING
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(_tag(t) for t in face.hb_face.table_tags if t not in KEPT_TABLES)
    try:
        done = hb.subset(face.hb_face, wanted)
    except RuntimeError as error:
        raise MissingFont(
            f"The font {face.family} {face.style} is damaged and cannot be embedded. Put an intact copy of its file into the package.",
            parameters={"Font": f"{face.family} {face.style}"},
        ) from error
    return bytes(done.reference_table("CFF ").data if face.is_cff else done.blob.data)


def _tag(text: str) -> int:
    return int.from_bytes(text.ljust(4).encode("latin-1"), "big")


def program(face: Face, glyphs: frozenset[int], objects: Objects) -> int:
    """The font file's stream object."""
    data = subset(face, glyphs)
    return objects.stream("/Subtype/CIDFontType0C" if face.is_cff else f"/Length1 {len(data)}", data)


def _descriptor(face: Face, base: str, file: int | None) -> str:
    extents = face.hb_font.get_font_extents("ltr")
    top, bottom = extents.ascender * 1000 / face.hb_font.scale[1], extents.descender * 1000 / face.hb_font.scale[1]
    flags = 4 | (64 if face.italic_angle else 0)
    key = "FontFile3" if face.is_cff else "FontFile2"
    return (
        f"<</Type/FontDescriptor/FontName{base}/Flags {flags}/FontBBox[-1000 {number(bottom)} 2000 {number(top)}]"
        f"/ItalicAngle {number(face.italic_angle)}/Ascent {number(face.ascent * 1000)}/Descent {number(-abs(face.descent) * 1000)}"
        f"/CapHeight {number(face.cap_height * 1000)}/StemV 80{f'/{key} {file} 0 R' if file else ''}>>"
    )


def _widths(advances: list[tuple[int, int]]) -> str:
    out: list[str] = []
    last = -2
    for glyph, advance in advances:
        if glyph == last + 1:
            out[-1] += f" {advance}"
        else:
            out.append(f"{glyph}[{advance}")
        last = glyph
    return "".join(f"{run}]" for run in out)


def _to_unicode(texts: dict[int, str]) -> bytes:
    """A CMap of single characters; 100 to a block, as its specification wants."""
    rows = [f"<{g:04X}><{t.encode('utf-16-be', 'surrogatepass').hex().upper()}>" for g, t in sorted(texts.items()) if t]
    blocks = [rows[i : i + 100] for i in range(0, len(rows), 100)]
    body = "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
    return (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
        "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n"
        f"{body}endcmap CMapName currentdict/CMap defineresource pop end end"
    ).encode("ascii")
