"""A design painted as far as no field can change it: bytes to copy, and the few pieces that each document fills in."""

import msgspec

from documents.rendering.document import Box, Effect, Fitting, Matrix, Point, StrokeFormat, StrokeStyle, SubPath, TextSettings
from documents.rendering.fonts import PackedFont
from documents.rendering.text.model import AnchoredBox, FrameBox, Ink, Story


class TextPiece(msgspec.Struct, frozen=True, tag="text"):
    """The lines of a frame whose story holds a field. matrix: the frame's coordinates -> the page (y down), for annotations.

    fills, strokes   operators of its gradients, by `glyphs.ink_key`: they lie where the frame lies
    holder   the key of the content stream whose marked content its paragraphs are; -1: what holds it is an element as a whole
    """

    frame: str
    matrix: Matrix
    page: int
    holder: int = -1
    fills: dict[str, str] = {}
    strokes: dict[str, str] = {}


class PicturePiece(msgspec.Struct, frozen=True, tag="picture", kw_only=True):
    """A field's picture or QR code in its frame's box; `fallback` draws what the design itself has there."""

    field: str
    qr: bool
    name: str  # of the frame, for messages
    box: Box
    fitting: Fitting
    align: Point
    crop: tuple[float, float, float, float]
    scale: float  # of the frame on the page, for the resolution
    fallback: str


class GrowingPiece(msgspec.Struct, frozen=True, tag="growing", kw_only=True):
    """The fill or the stroke of a frame that grows with its text: its edges move where the composer puts them.

    box              of the frame as it was designed; paths: what is painted then
    fills, strokes   operators of its gradients, by `glyphs.ink_key`
    """

    frame: str
    box: Box
    paths: tuple[SubPath, ...]
    fill: Ink | None = None
    stroke: StrokeFormat | None = None
    style: StrokeStyle | None = None
    fills: dict[str, str] = {}
    strokes: dict[str, str] = {}


Piece = TextPiece | PicturePiece | GrowingPiece


class MaskJob(msgspec.Struct, frozen=True, kw_only=True):
    """An effect's mask to be made: what casts it, and the number under which its form will stand.

    matrix   of the content -> the page, y down, where the box lies
    level    above the masks that its content needs itself
    """

    form: int
    level: int = 0
    effect: Effect
    content: bytes
    matrix: Matrix
    box: Box
    ppi: float
    knocked_out: bool


class FormProgram(msgspec.Struct, frozen=True):
    """A form XObject with pieces in it, under an object number that others refer to already."""

    number: int
    entries: str
    pieces: list[bytes | Piece]


class ReadyFont(msgspec.Struct, frozen=True):
    """A font of the base that dynamic text may use: as long as a document needs no other glyphs, it writes no font.

    texts   (glyph, what it stands for)
    """

    number: int
    glyphs: list[int]
    texts: list[tuple[int, str]]


class PageProgram(msgspec.Struct, frozen=True, kw_only=True):
    """One page: numbers of ready content streams, and pieces, in order of painting.

    number     of its object
    bleed_pt      top, left, bottom, right
    information   what stands beside it among the printer's marks, as outlines
    """

    name: str
    number: int
    width_pt: float
    height_pt: float
    bleed_pt: tuple[float, float, float, float]
    entries: str  # the transparency group
    pieces: list[int | Piece]
    annotations: list[int]
    information: str = ""


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between Display and Print: objects, resources, pieces of forms, and the inks of dynamic text.

    offsets     (object number, offset from the base's end)
    resources   entries of the shared dictionary by kind, ready to be written
    fills, strokes   colour operators of every ink that the dynamic text may use, by `glyphs.ink_key`
    black       sets a QR code's colour
    """

    data: bytes
    offsets: list[tuple[int, int]]
    resources: dict[str, str]
    forms: list[FormProgram] = []
    fills: dict[str, str] = {}
    strokes: dict[str, str] = {}
    black: str = "0 0 0 1 k\n"


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """A content stream with marked content. form: the number of its object; 0: a page, whose index is the key.

    tags   references to the elements of its marked content, in the order of their ids; count: how many
    """

    key: int
    form: int = 0
    tags: str = ""
    count: int = 0


class Structure(msgspec.Struct, frozen=True, kw_only=True):
    """A tagged file's tree: object numbers; of each dynamic story: its section and its paragraphs' roles.

    holders  what the parent tree's first keys stand for, and links: (key, element); next_key: the first free one
    notes    elements of footnotes
    things   (role, alternative text, box round its origin) of objects that stand in dynamic text
    lacks    why the file cannot say that it follows PDF/UA-1; empty: it can
    """

    holders: list[Holder] = []
    links: list[tuple[int, int]] = []
    next_key: int = 0
    notes: list[int] = []

    root: int
    document: int
    parents: int
    sections: dict[str, tuple[int, list[str]]] = {}
    things: dict[str, tuple[str, str, Box]] = {}
    lacks: tuple[str, ...] = ()


class Program(msgspec.Struct, frozen=True, eq=False, weakref=True, kw_only=True):
    """What `prepare` gives and `render` reads. Objects 1 to 4 are catalogue, page tree, resources and information.

    live        effects of what fields change
    catalogue   entries of the catalogue: destinations, the outline
    unfit       why the file cannot say that it follows PDF/X-4; empty: it can
    rows        the cross-reference rows of the base, 20 bytes each, for all objects of the base and the reserved ones
    """

    base: bytes
    rows: bytes
    digest: bytes
    variants: dict[str, Variant]
    pages: list[PageProgram]
    stories: list[Story] = []
    frames: dict[str, FrameBox] = {}
    boxes: dict[str, AnchoredBox] = {}
    anchored: dict[str, str] = {}
    stroke_styles: dict[str, StrokeStyle] = {}
    fonts: tuple[PackedFont, ...] = ()
    ready: dict[str, ReadyFont] = {}
    text_settings: TextSettings = TextSettings()
    structure: Structure
    live: list[MaskJob] = []
    catalogue: str = ""
    unfit: tuple[str, ...] = ()


CATALOGUE, PAGE_TREE, RESOURCES, INFORMATION = 1, 2, 3, 4
