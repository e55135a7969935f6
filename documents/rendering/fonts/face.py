"""One static font face: its bytes, its HarfBuzz objects and the metrics that typesetting needs."""

import hashlib
import struct
from functools import cached_property
from io import BytesIO
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont, TTLibError

from documents.rendering.fonts.optical import OpticalKerning

# What fontTools raises on a damaged table.
BROKEN_TABLE = (TTLibError, struct.error, LookupError, ValueError, AssertionError, AttributeError, TypeError, EOFError)
CACHE_SIZE = 10_000


class Face:
    """Lengths are factors of the em; y grows up, as fonts have it.

    key    derived from the content: the same bytes have the same key everywhere
    data   a single static font (sfnt): never a collection, a web font or a variable font
    """

    index = 0

    def __init__(self, source: bytes | Path, *, family: str, style: str, postscript_name: str = "", key: str = "") -> None:
        """source: of a file HarfBuzz reads only the parts it needs, and several processes share them; bytes it copies."""
        self._source = source
        self.key = key or hashlib.sha256(self.data).hexdigest()[:24]
        self.family = family
        self.style = style
        self.hb_face = hb.Face(hb.Blob(source) if isinstance(source, bytes) else hb.Blob.from_file_path(source))
        self.hb_font = hb.Font(self.hb_face)
        self.upem: int = self.hb_face.upem
        self.tags = frozenset(self.hb_face.table_tags)
        self.is_cff = "CFF " in self.tags or "CFF2" in self.tags
        self.postscript_name = postscript_name or self._name(6) or family.replace(" ", "")
        self._os2 = self._table("OS/2")
        self._glyphs: dict[int, int | None] = {}

    @property
    def data(self) -> bytes:
        return self._source if isinstance(self._source, bytes) else self._source.read_bytes()

    def _table(self, tag: str) -> bytes:
        return bytes(self.hb_face.reference_table(tag).data) if tag in self.tags else b""

    def _name(self, name_id: int) -> str:
        return str(self.hb_face.get_name(name_id, "en") or "")

    def _signed(self, table: bytes, offset: int) -> float | None:
        if len(table) < offset + 2:
            return None
        return float(struct.unpack_from(">h", table, offset)[0]) / self.upem

    @cached_property
    def ascent(self) -> float:
        """OS/2 sTypoAscender (composition.md 1); hhea's where there is no OS/2."""
        typo = self._signed(self._os2, 68)
        return typo if typo is not None else self._signed(self._table("hhea"), 4) or 0.75

    @cached_property
    def descent(self) -> float:
        """Positive, below the baseline."""
        typo = self._signed(self._os2, 70)
        return -(typo if typo is not None else self._signed(self._table("hhea"), 6) or -0.25)

    @cached_property
    def cap_height(self) -> float:
        return self._signed(self._os2, 88) or self._top_of("H") or 0.7

    @cached_property
    def capitals(self) -> float:
        """How high an H is drawn: what drop caps go by, and not what the font says of it."""
        return self._top_of("H") or self.cap_height

    @cached_property
    def x_height(self) -> float:
        return self._signed(self._os2, 86) or self._top_of("x") or 0.5

    def _top_of(self, letter: str) -> float | None:
        glyph = self.glyph(ord(letter))
        extents = self.hb_font.get_glyph_extents(glyph) if glyph is not None else None
        return extents.y_bearing / self.upem if extents else None

    @cached_property
    def bbox(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        head = self._table("head")
        left, bottom, right, top = (self._signed(head, offset) or 0.0 for offset in (36, 38, 40, 42))
        return left, bottom, right, top

    @cached_property
    def italic_angle(self) -> float:
        post = self._table("post")
        return struct.unpack_from(">i", post, 4)[0] / 65536 if len(post) >= 8 else 0.0

    @cached_property
    def weight(self) -> int:
        return struct.unpack_from(">H", self._os2, 4)[0] if len(self._os2) >= 6 else 400

    @cached_property
    def serif(self) -> bool | None:
        """Whether its strokes end in serifs, as OS/2 says by PANOSE or else by its family class; None: it says neither."""
        family_class, kind, style = (self._os2[30], self._os2[32], self._os2[33]) if len(self._os2) >= 34 else (0, 0, 0)
        if kind == 2 and style > 1:  # Latin text
            return style <= 10
        return {8: False}.get(family_class, True if family_class in {1, 2, 3, 4, 5, 7} else None)

    @cached_property
    def embeddable(self) -> bool:
        """Whether OS/2 fsType allows embedding: only "restricted licence" alone forbids it."""
        fs_type = struct.unpack_from(">H", self._os2, 8)[0] if len(self._os2) >= 10 else 0
        return fs_type & 0x000E != 0x0002

    @cached_property
    def underline(self) -> tuple[float, float]:
        """How far the underline's centre lies below the baseline, and its weight (composition.md 24)."""
        if self.is_cff:
            return self._cff_underline()
        post = self._table("post")
        offset, weight = self._signed(post, 8), self._signed(post, 10)
        return (-offset, weight) if offset is not None and weight else (0.1, 0.05)

    def _cff_underline(self) -> tuple[float, float]:
        try:
            top = TTFont(BytesIO(self.data), lazy=True)["CFF "].cff.topDictIndex[0]
            return -top.UnderlinePosition / 1000, top.UnderlineThickness / 1000
        except BROKEN_TABLE:
            return 0.1, 0.05

    @cached_property
    def optical(self) -> OpticalKerning:
        return OpticalKerning(self)

    @cached_property
    def features(self) -> frozenset[str]:
        """The OpenType features that its GSUB table names."""
        gsub = self._table("GSUB")
        if len(gsub) < 10:
            return frozenset()
        start = struct.unpack_from(">H", gsub, 6)[0]
        count = struct.unpack_from(">H", gsub, start)[0] if len(gsub) >= start + 2 else 0
        tags = (gsub[start + 2 + 6 * i : start + 6 + 6 * i] for i in range(count))
        return frozenset(tag.decode("latin-1") for tag in tags)

    @cached_property
    def has_colour(self) -> bool:
        face = self.hb_face
        return bool(face.has_color_paint or face.has_color_layers or face.has_color_png or face.has_color_svg)

    @cached_property
    def longest_context(self) -> int:
        """How many characters its rules look at together, as it says itself (OS/2 usMaxContext); 0: it does not say."""
        return struct.unpack_from(">H", self._os2, 94)[0] if len(self._os2) >= 96 else 0

    @property
    def has_vertical(self) -> bool:
        """Whether it says how far its glyphs go down in vertical text."""
        return "vmtx" in self.tags and "vhea" in self.tags

    def stands_in(self, character: str) -> bool:
        """Whether it has another glyph for a character in vertical text."""
        buffer = hb.Buffer()
        buffer.add_str(character)
        buffer.direction, buffer.script = "ttb", "Hani"
        hb.shape(self.hb_font, buffer)
        return [info.codepoint for info in buffer.glyph_infos] != [self.glyph(ord(character))]

    @cached_property
    def drawable(self) -> bool:
        """Whether all its glyphs can be drawn: those in SVG cannot."""
        face = self.hb_face
        return not self.has_colour or bool(face.has_color_png or face.has_color_layers or face.has_color_paint)

    def glyph(self, character: int) -> int | None:
        """The glyph of a code point by the font's cmap, or None."""
        if character in self._glyphs:
            return self._glyphs[character]
        glyph: int | None = self.hb_font.get_nominal_glyph(character)
        if len(self._glyphs) < CACHE_SIZE:
            self._glyphs[character] = glyph
        return glyph

    def left_bearing(self, glyph: int) -> float:
        """The white before a glyph's ink."""
        extents = self.hb_font.get_glyph_extents(glyph)
        return float(extents.x_bearing) / self.upem if extents else 0.0

    def advance(self, glyph: int) -> float:
        return float(self.hb_font.get_glyph_h_advance(glyph)) / self.upem
