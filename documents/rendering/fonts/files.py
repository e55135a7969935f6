"""Font files: from the bytes of an OpenType, collection, variable or web font to the styles in it."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import brotli
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from documents.rendering.fonts.face import BROKEN_TABLE, Face
from documents.rendering.fonts.names import FontName, plain
from personalia_site.errors import MissingFont

FAMILY_IDS = (16, 1, 21)
STYLE_OF_FAMILY = {16: 17, 1: 2, 21: 22}
SIGNATURES = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf")
WEB_FONTS = (b"wOFF", b"wOF2")
BROKEN_PACKING = (*BROKEN_TABLE, zlib.error, brotli.error)
NEEDED = frozenset({"cmap", "head", "hhea", "hmtx", "maxp"})


class UnreadableFontError(Exception):
    """Why a file is no font we can use. It stays inside this package: `FontLibrary.unreadable` tells it."""


class FontEntry:
    """One style in a font file, not yet loaded.

    names       the (family, style) pairs it goes by, in plain form
    full_names  its full and PostScript names, in plain form
    """

    def __init__(self, *, file: str, source: bytes | Path, index: int, name: FontName) -> None:
        self.file = file
        self.source = source
        self.index = index
        self.family = name.family
        self.style = name.style
        self.postscript_name = name.postscript
        self.names = name.pairs
        self.full_names = name.full
        self.coordinates: dict[str, float] = dict(name.coordinates)
        self._face: Face | None = None

    def face(self) -> Face:
        if self._face is None:
            data = self._static()
            self._face = Face(data, family=self.family, style=self.style, postscript_name=self.postscript_name)
        return self._face

    def _static(self) -> bytes:
        """One font of the file. Raises MissingFont where a variable font is damaged."""
        data = self.source if isinstance(self.source, bytes) else self.source.read_bytes()
        face = hb.Face(hb.Blob(data), self.index)
        if self.coordinates:
            try:
                return _instance(face, self.coordinates)
            except RuntimeError as error:  # HarfBuzz's "Subsetting failed"
                raise MissingFont(
                    f"The font {self.family} {self.style} ({self.file}) is damaged. Put an intact copy of its file into the package.",
                    parameters={"Font": f"{self.family} {self.style}"},
                ) from error
        return single(face) if data[:4] == b"ttcf" else data


def read_entries(file: str, source: bytes | Path) -> list[FontEntry]:
    """Every style that a font file holds, named instances of variable fonts included. Raises UnreadableFontError."""
    if isinstance(source, bytes):
        source = unpacked(source)
        blob = hb.Blob(source)
    else:
        with source.open("rb") as opened:
            signature = opened.read(4)
        if signature not in SIGNATURES:
            raise UnreadableFontError("it is not an OpenType font")
        blob = hb.Blob.from_file_path(source)
    count = hb.Face(blob).count
    entries = []
    for index in range(min(count, 64)):
        face = hb.Face(blob, index)
        missing = NEEDED - set(face.table_tags)
        if missing or not face.glyph_count:
            raise UnreadableFontError(f"it is damaged: {', '.join(sorted(missing)) or 'glyphs'} missing")
        entries += [FontEntry(file=file, source=source, index=index, name=name) for name in _names(face)]
    if not entries:
        raise UnreadableFontError("it holds no font")
    return entries


def unpacked(data: bytes) -> bytes:
    """The sfnt inside WOFF and WOFF2; other bytes as they are. Raises UnreadableFontError."""
    if data[:4] in WEB_FONTS:
        try:
            font = TTFont(BytesIO(data))
            font.flavor = None
            plain_file = BytesIO()
            font.save(plain_file)
        except BROKEN_PACKING as error:
            raise UnreadableFontError(f"its web font packing is damaged ({error})") from error
        return plain_file.getvalue()
    if data[:4] not in SIGNATURES:
        raise UnreadableFontError("it is not an OpenType or TrueType font")
    return data


def _names(face: hb.Face) -> Iterator[FontName]:
    texts: dict[int, list[str]] = {}
    for entry in face.list_names():
        if entry.name_id in (1, 2, 4, 6, 16, 17, 21, 22):
            text = face.get_name(entry.name_id, entry.language) or ""
            texts.setdefault(int(entry.name_id), []).insert(0 if entry.language.startswith("en") else 99, text)
    families = [text for name_id in FAMILY_IDS for text in texts.get(name_id, [])]
    pairs = {
        (plain(family), plain(style))
        for family_id, style_id in STYLE_OF_FAMILY.items()
        for family in texts.get(family_id, [])
        for style in texts.get(style_id, texts.get(2, ["Regular"]))
    }
    style = next((text for name_id in (17, 2, 22) for text in texts.get(name_id, [])), "Regular")
    family = families[0] if families else ""
    full = frozenset(plain(text) for name_id in (4, 6) for text in texts.get(name_id, []))
    postscript = next(iter(texts.get(6, [])), "")
    axes = {axis.tag: axis.default_value for axis in face.axis_infos}
    instances = list(_instances(face, families, [axis.tag for axis in face.axis_infos]))
    yield FontName(family=family, style=style, postscript=postscript, pairs=frozenset(pairs), full=full, coordinates=tuple(axes.items()))
    yield from instances


def _instances(face: hb.Face, families: list[str], tags: list[str]) -> Iterator[FontName]:
    for instance in face.named_instances:
        style = face.get_name(instance.subfamily_name_id, "en")
        if not style or not families:
            continue
        number = instance.postscript_name_id
        yield FontName(
            family=families[0],
            style=style,
            postscript=(face.get_name(number, "en") if number not in (None, 0xFFFF) else "") or f"{families[0]}-{style}".replace(" ", ""),
            pairs=frozenset((plain(family), plain(style)) for family in families),
            full=frozenset(plain(f"{family} {style}") for family in families),
            coordinates=tuple(zip(tags, instance.design_coords, strict=False)),
        )


def _instance(face: hb.Face, coordinates: dict[str, float]) -> bytes:
    """A variable font pinned to one place: every axis, so that the result is static."""
    wish = hb.SubsetInput()
    wish.keep_everything()
    for axis in face.axis_infos:
        wish.pin_axis_location(face, axis.tag, coordinates.get(axis.tag, axis.default_value))
    return bytes(hb.subset(face, wish).blob.data)


def single(face: hb.Face) -> bytes:
    """One font of a collection as a file of its own (OpenType 1.9, "Organization of an OpenType Font")."""
    tables = {tag: bytes(face.reference_table(tag).data) for tag in sorted(face.table_tags)}
    count = len(tables)
    power = count.bit_length() - 1
    version = b"OTTO" if "CFF " in tables or "CFF2" in tables else b"\0\1\0\0"
    header = version + struct.pack(">HHHH", count, 16 << power, power, count * 16 - (16 << power))
    directory, body, offset = b"", b"", 12 + 16 * count
    for tag, table in tables.items():
        padded = table + b"\0" * (-len(table) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += tag.encode("latin-1") + struct.pack(">III", checksum, offset + len(body), len(table))
        body += padded
    return header + directory + body
