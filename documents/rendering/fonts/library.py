"""The fonts that one template may use, and the rule by which a family and a style become a face."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from weakref import WeakValueDictionary

import msgspec

from documents.rendering.fonts import fallbacks
from documents.rendering.fonts.face import Face
from documents.rendering.fonts.files import FontEntry, UnreadableFontError, read_entries
from documents.rendering.fonts.names import look, plain, roman
from documents.rendering.fonts.sources import FontSources
from documents.rendering.fonts.substitution import ASCENTS, UNDERLINES, last_resort, metric_compatible
from documents.rendering.fonts.system import system_entries
from personalia_site.errors import MissingFont

Substituted = Literal["", "metric-compatible", "last-resort"]


@dataclass(frozen=True, slots=True)
class Match:
    """The face that stands for a family and style; `substituted` says why it is not the one asked for.

    ascent, underline   the face's, or those of the font asked for where they are known: lines depend on them
    """

    key: str
    face: Face
    substituted: Substituted
    asked: str
    got: str
    ascent: float
    underline: tuple[float, float]


class PackedFont(msgspec.Struct, frozen=True, kw_only=True):
    """A face as a prepared template carries it: `FontLibrary.of_faces` needs nothing else.

    names     what was asked for when it was found: (family, style, substituted)
    fallback  its family's place among the fallbacks
    key       its face's; enough where `data` is kept apart (prepared.encode)
    file      where `data` is kept then
    """

    data: bytes
    family: str
    style: str
    postscript_name: str
    names: tuple[tuple[str, str, Substituted], ...] = ()
    fallback: int | None = None
    key: str = ""
    file: str = ""


_shared: WeakValueDictionary[tuple[str, ...], Face] = WeakValueDictionary()  # ten templates have the same fonts


def unpacked(font: PackedFont) -> Face:
    """Its face; the same object for all templates that are loaded: HarfBuzz copies a font's bytes, and keeps tables of its own."""
    names = {"family": font.family, "style": font.style, "postscript_name": font.postscript_name, "key": font.key}
    face = _shared.get(tuple(names.values())) if font.key else None
    if face is None:
        face = Face(Path(font.file) if font.file else font.data, **names)
        _shared[tuple(names.values())] = face
    return face


class FontLibrary:
    """Package fonts first, then the library's, then the system's, then a substitute.

    unreadable   the given files that are no fonts, by file name, with the reason
    kept         what others compute from its faces and want to find again, by a key of theirs; it ends with the library
    """

    def __init__(self, package_fonts: Mapping[str, bytes], sources: FontSources) -> None:
        self.unreadable: dict[str, str] = {}
        self.kept: dict[object, Any] = {}
        self._shelves = [self._read(package_fonts), self._read(sources.library)]
        self._system = sources.system
        self._matches: dict[tuple[str, str], Match] = {}
        self._faces: dict[str, Face] = {}
        self._names: dict[tuple[str, str], frozenset[str]] = {}
        self._order = sources.fallbacks
        self._members: list[list[FontEntry]] | None = None
        self._carried: list[list[Match]] = []
        self._fallbacks: dict[str, tuple[Match, ...]] = {}

    @classmethod
    def of_faces(cls, fonts: Sequence[PackedFont]) -> "FontLibrary":
        """A library of what `export` gave: the same matches, without looking at the system."""
        library = cls({}, FontSources(system=False))
        families: dict[int, list[Match]] = {}
        for font in fonts:
            face = unpacked(font)
            for family, style, substituted in font.names:
                library._keep(family, style, face, substituted)
            if font.fallback is not None:
                families.setdefault(font.fallback, []).append(library._keep(face.family, face.style, face, ""))
        library._carried = [families[place] for place in sorted(families)]
        return library

    def learn(self, names: Mapping[tuple[str, str], Iterable[str]]) -> None:
        """What a design says its fonts are called inside their files: a family's name may be another one in another language."""
        self._names |= {(plain(family), plain(style)): frozenset(map(plain, found)) for (family, style), found in names.items()}

    def export(self, keys: Iterable[str]) -> tuple[PackedFont, ...]:
        """The faces of these keys, with every name they were found by in this library; and their fallbacks."""
        packed = []
        wanted = set(keys)
        order: dict[str, int] = {}
        places: dict[str, int] = {}
        for style in sorted({asked[1] for asked, match in self._matches.items() if match.key in wanted}):
            for match in self.fallbacks(style):
                order[match.key] = places.setdefault(match.face.family, len(places))
        for key in sorted({*wanted, *order}):
            face = self.face(key)
            names = tuple(sorted((*asked, match.substituted) for asked, match in self._matches.items() if match.key == key))
            packed.append(
                PackedFont(
                    data=face.data,
                    family=face.family,
                    style=face.style,
                    postscript_name=face.postscript_name,
                    names=names,
                    fallback=order.get(key),
                    key=key,
                )
            )
        return tuple(packed)

    def fallbacks(self, style: str) -> tuple[Match, ...]:
        """What is asked in turn for a glyph that text of this style lacks, by `fallbacks.nearest`; cached."""
        found = self._fallbacks.get(style)
        if found is None:
            found = self._fallbacks[style] = tuple(self._nearest_of_each(style))
        return found

    def _nearest_of_each(self, style: str) -> Iterable[Match]:
        for carried in self._carried:
            yield from (carried[place] for place in fallbacks.nearest([match.face.style for match in carried], style))
        if self._members is None:
            every = (fallbacks.members(self._all_shelves(), *asked) for asked in self._order)
            self._members = [found for found in every if found]
        for entries in self._members:
            for entry in (entries[place] for place in fallbacks.nearest([entry.style for entry in entries], style)):
                if entry.face().drawable:
                    yield self._keep(entry.family, entry.style, entry.face(), "")

    def face(self, key: str) -> Face:
        return self._faces[key]

    def find(self, family: str, style: str) -> Match:
        """The face for a family and style, as InDesign names them; cached.

        raises   MissingFont when there is no font at all, not even a substitute
        """
        match = self._matches.get((family, style))
        if match is None:
            match = self._search(family, style)
        return match

    def _search(self, family: str, style: str) -> Match:
        entry, substituted = self._choose(plain(family), style)
        if entry is None:
            if not self._faces:
                raise MissingFont(
                    f"The font {family} {style} is not there, and neither is any other. Add it to the package or to the font library.",
                    parameters={"Font": f"{family} {style}"},
                )
            return self._keep(family, style, self._faces[min(self._faces)], "last-resort")
        return self._keep(family, style, entry.face(), substituted)

    def _choose(self, family: str, style: str) -> tuple[FontEntry | None, Substituted]:
        wanted = plain(style)
        for shelf in self._all_shelves():
            if entry := _by_name(shelf, family, wanted):
                return entry, ""
        for shelf in self._all_shelves():
            if entry := _by_full_name(shelf, {family + wanted} | ({family} if not roman(wanted) else set())):
                return entry, ""
        for shelf in self._all_shelves():
            if entry := _by_full_name(shelf, self._names.get((family, wanted), frozenset())):
                return entry, ""
        for stand_in in metric_compatible(family):
            for shelf in self._all_shelves():
                if entry := _by_name(shelf, stand_in, wanted):
                    return entry, "metric-compatible"
        for stand_in in (family, *last_resort(family)):
            for shelf in self._all_shelves():
                if entry := _nearest(shelf, stand_in, style):
                    return entry, "last-resort"
        return next((entry for shelf in self._all_shelves() for entry in shelf), None), "last-resort"

    def _all_shelves(self) -> Iterable[Iterable[FontEntry]]:
        yield from self._shelves
        if self._system:
            yield system_entries()

    def _keep(self, family: str, style: str, face: Face, substituted: Substituted) -> Match:
        face = self._faces.setdefault(face.key, face)
        name = plain(family) if substituted else ""
        match = Match(
            key=face.key,
            face=face,
            substituted=substituted,
            asked=f"{family} {style}",
            got=f"{face.family} {face.style}",
            ascent=ASCENTS.get(name, face.ascent),
            underline=UNDERLINES.get(name, face.underline),
        )
        self._matches[family, style] = match
        return match

    def _read(self, files: Mapping[str, bytes]) -> list[FontEntry]:
        entries: list[FontEntry] = []
        for file in sorted(files):
            try:
                entries += read_entries(file, files[file])
            except UnreadableFontError as error:
                self.unreadable[file] = str(error)
        return entries


def _by_name(shelf: Iterable[FontEntry], family: str, style: str) -> FontEntry | None:
    """The style by its exact name, or by one that means the same (Regular, Roman, Book)."""
    loose = None
    for entry in shelf:
        for its_family, its_style in entry.names:
            if its_family != family:
                continue
            if its_style == style:
                return entry
            if loose is None and roman(its_style) == roman(style):
                loose = entry
    return loose


def _by_full_name(shelf: Iterable[FontEntry], names: Collection[str]) -> FontEntry | None:
    for entry in shelf:
        if not entry.full_names.isdisjoint(names) or any(pair[0] + pair[1] in names for pair in entry.names):
            return entry
    return None


def _nearest(shelf: Iterable[FontEntry], family: str, style: str) -> FontEntry | None:
    members = [entry for entry in shelf if any(name == family for name, _ in entry.names)]
    wanted = look(style)
    return min(members, key=lambda entry: look(entry.style).distance(wanted), default=None)
