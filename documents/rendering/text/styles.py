"""A character format made ready to shape with: its face, its sizes and its OpenType features."""

from collections.abc import Iterator

from documents.rendering.fonts import Face, FontLibrary, Match
from documents.rendering.fonts.optical import by_size
from documents.rendering.text.model import CharacterFormat, TextSettings

CACHE_SIZE = 2_000
POSITION_FEATURES = {"ot-super": "sups", "ot-sub": "subs", "numerator": "numr", "denominator": "dnom"}

Features = tuple[tuple[str, int], ...]


class Style:
    """Lengths in pt; what the composer asks of one format, computed once.

    size_pt      the size glyphs are drawn at: smaller than the nominal one for superscript and synthetic small caps
    ascent_pt    counts for the first baseline, at the nominal size (composition.md 1)
    rise_pt      how far up the glyphs move: baseline shift and position
    whole        no line ends in it
    optical      of optical kerning what its size puts on top; None where there is none
    shaping      two styles with the same value can be shaped in one piece
    stand_ins    what was found for graphemes that its font lacks: fallback.py's
    """

    __slots__ = (
        "ascent_pt", "book", "face", "features", "font", "format", "language", "optical",
        "rise_pt", "scale", "shaping", "size_pt", "small", "stand_ins", "synthetic_caps", "tracking_pt", "underline", "vertical_scale_pt",
        "whole",
    )  # fmt: skip

    def __init__(self, form: CharacterFormat, book: "StyleBook", *, small: bool = False, fallback: Match | None = None) -> None:
        settings, asked = book.settings, book.fonts.find(form.family, form.style)
        match = fallback or asked
        factor, raised = _position(form, settings)
        self.book = book
        self.format = form
        self.font = match.key
        self.face: Face = match.face
        self.small = small
        self.stand_ins: dict[str, Style | None] = {}
        self.synthetic_caps = form.caps == "small" and "smcp" not in self.face.features
        self.size_pt = form.size_pt * factor * (settings.small_cap if small else 1.0)
        self.ascent_pt = asked.ascent * form.size_pt  # a fallback's glyphs move no line
        self.underline = match.underline
        self.rise_pt = form.baseline_shift_pt + raised * form.size_pt
        self.scale = self.size_pt * form.horizontal_scale / self.face.upem
        self.vertical_scale_pt = self.size_pt * form.vertical_scale / self.face.upem
        self.tracking_pt = _tracking(form) / 1000 * self.size_pt * form.horizontal_scale
        self.optical = by_size(form.size_pt) if form.kerning == "optical" and form.kerning_value is None else None
        self.features = _features(form, self.face)
        self.whole = form.no_break or (form.east_asian is not None and form.east_asian.whole)
        self.language = form.language.replace("_", "-").lower()
        self.shaping = (
            self.font, self.scale, self.vertical_scale_pt, self.rise_pt, self.tracking_pt, self.features, self.optical, self.language,
            form.east_asian,
        )  # fmt: skip


def _position(form: CharacterFormat, settings: TextSettings) -> tuple[float, float]:
    if form.position == "super":
        return settings.superscript_size, settings.superscript_position
    if form.position == "sub":
        return settings.subscript_size, -settings.subscript_position
    return 1.0, 0.0


def _tracking(form: CharacterFormat) -> float:
    by_hand = form.kerning_value or 0.0
    return form.tracking + by_hand


def _features(form: CharacterFormat, face: Face) -> Features:
    chosen: dict[str, int] = {}
    if form.kerning != "metrics" or form.kerning_value is not None:
        chosen["kern"] = 0
    if not form.ligatures:
        chosen["liga"] = 0
    if form.caps == "opentype-small":
        chosen |= {"c2sc": 1, "smcp": 1}
    elif form.caps == "small" and "smcp" in face.features:
        chosen["smcp"] = 1
    if form.position in POSITION_FEATURES:
        chosen[POSITION_FEATURES[form.position]] = 1
    chosen.update(form.features)
    return tuple(sorted(chosen.items()))


class StyleBook:
    """The styles of one font library, by format; kept as long as the library is."""

    def __init__(self, fonts: FontLibrary, settings: TextSettings) -> None:
        self.fonts = fonts
        self.settings = settings
        self._styles: dict[tuple[CharacterFormat, bool, int], Style] = {}

    @classmethod
    def of(cls, fonts: FontLibrary, settings: TextSettings) -> "StyleBook":
        book = fonts.kept.get((cls, settings))
        if not isinstance(book, cls):
            book = fonts.kept[cls, settings] = cls(fonts, settings)
        return book

    def style(self, form: CharacterFormat, *, small: bool = False) -> Style:
        return self._made(form, small=small, fallback=-1)

    def fallbacks(self, style: Style) -> Iterator[Style]:
        """The same style in each of the library's fallback fonts."""
        for number in range(len(self.fonts.fallbacks(style.format.style))):
            yield self._made(style.format, small=style.small, fallback=number)

    def _made(self, form: CharacterFormat, *, small: bool, fallback: int) -> Style:
        key = (form, small, fallback)
        style = self._styles.get(key)
        if style is None:
            if len(self._styles) >= CACHE_SIZE:
                self._styles.clear()  # sizes fitted to a text are new with every document
            match = self.fonts.fallbacks(form.style)[fallback] if fallback >= 0 else None
            style = self._styles[key] = Style(form, self, small=small, fallback=match)
        return style
