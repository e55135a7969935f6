"""What the composer gives: lines of placed glyphs."""

import msgspec

from documents.rendering.text.model.formats import BoxCorners, CharacterFormat, Ink

Key = str


Step = tuple[int, int, int] | tuple[str, int]


class GlyphRun(msgspec.Struct, kw_only=True):
    """Glyphs of one font and format on one line, in visual order, ready to paint.

    part   what it is beside plain text: "label" of a list, "leader" of a tab, "ruby" and marks,
           "note ID" for a reference, "link TARGET"
    """

    font: Key  # FontLibrary key
    format: CharacterFormat
    size_pt: float  # after super/subscript and small caps
    x_pt: float
    baseline_pt: float  # after baseline shift and position
    glyphs: list[int]
    advances_pt: list[float]  # what each glyph moves the pen, kerning, tracking and justification included
    offsets_pt: list[tuple[float, float]] | None  # (x, y up) per glyph, where marks are placed
    clusters: list[str]  # source text of each glyph: "" for the second and later glyphs of a cluster
    vertical: bool = False
    field: str | None = None
    colour_glyphs: bool = False  # COLR, CBDT or SVG glyphs: painted as pictures
    part: str = ""


class PlacedObject(msgspec.Struct):
    """Where an anchored object's origin comes to lie: pen x and baseline."""

    id: Key
    x_pt: float
    baseline_pt: float


class Stroke(msgspec.Struct, kw_only=True):
    """A straight line that belongs to text: underline, strike, rule, a table's edge. x, y: the middle of its start.

    turns    of a border with corners: the points it goes to one after the other, seen from its start
    closed   it goes back to its start
    """

    x_pt: float
    y_pt: float
    width_pt: float
    weight_pt: float
    ink: Ink
    stroke_type: str = "StrokeStyle/$ID/Solid"
    under_text: bool = False
    height_pt: float = 0.0  # how far its end is below its start
    gap_ink: Ink | None = None
    turns: tuple[tuple[float, float], ...] = ()
    closed: bool = False
    corners: BoxCorners | None = None


class Area(msgspec.Struct, kw_only=True):
    """A filled rectangle behind text: paragraph shading, cells of a table. others: more of them, in the same path."""

    x_pt: float
    y_pt: float
    width_pt: float
    height_pt: float
    ink: Ink
    others: list[tuple[float, float, float, float]] = []
    corners: BoxCorners | None = None


class Line(msgspec.Struct, kw_only=True):
    """One composed line in a frame.

    inside   where it stands below its paragraph: (row, column, paragraph) of a cell, (id, paragraph) of a note
    again    a header or footer row that stands in an earlier column already
    """

    baseline_pt: float
    left_pt: float
    width_pt: float
    runs: list[GlyphRun]
    objects: list[PlacedObject] = []
    strokes: list[Stroke] = []
    areas: list[Area] = []
    paragraph: int = 0
    text: str = ""
    links: list[tuple[str, float, float, float, float]] = []  # target, x, top, width, height
    follows: bool = False  # it goes where the line before goes: a cell's text with its table
    matrix: tuple[float, float, float, float, float, float] | None = None  # its own coordinates -> the frame's
    inside: tuple[Step, ...] = ()
    again: bool = False
    kept: bool = False  # it stands in other documents too: nobody changes it, and what is made of it may be kept as well


class Overset(msgspec.Struct):
    """Text that did not fit: the thread's last frame, the characters left over, and the fields in them."""

    frame: Key
    text: str
    fields: list[str]
    place: str = ""  # what a person calls it, where it is not the frame itself: a cell

    def said(self, most: int) -> str:
        """For the sentence of a person, who needs the first characters to find the place."""
        if not self.text.strip():
            return "rows of a table are left over"
        return f"“{self.text if len(self.text) <= most else self.text[:most] + '…'}” is left over"


class Missing(msgspec.Struct):
    """A character that the font has no glyph for."""

    font: str  # family and style, for the message
    character: str
    field: str | None
    frame: Key
    place: str = ""  # as Overset.place


class Composed(msgspec.Struct):
    """What `compose` gives: the lines of every frame, by frame id."""

    lines: dict[Key, list[Line]]
    overset: Overset | None = None
    missing: list[Missing] = []
    grown: dict[Key, tuple[float, float, float, float]] = {}  # frames that fit their text: left, top, right, bottom
