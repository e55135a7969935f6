"""A parsed design: pages of page items, stories, swatches. `idml` makes it, `text` and `paint` read it.

Plain data, everything resolved: object styles, master items, layers and links are already applied; what does not print is
already gone. Lengths are pt; y grows down. A matrix is (a b c d e f): x' = ax + cy + e, y' = bx + dy + f, as IDML writes it.
The rules behind the fields are painting.md's (named by their numbers) and composition.md's.
"""

from typing import Literal

import msgspec

from documents.rendering.findings import Finding, FoundField
from documents.rendering.text.model import Anchoring, FrameBox, Ink, Story, Wrap
from documents.rendering.text.model import TextSettings as TextSettings

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

BlendMode = Literal[
    "Normal", "Multiply", "Screen", "Overlay", "SoftLight", "HardLight", "ColorDodge", "ColorBurn",
    "Darken", "Lighten", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity",
]  # fmt: skip


class Swatch(msgspec.Struct, frozen=True, kw_only=True):
    """A colour (3.1, 3.2). values: CMYK and Gray 0-100, RGB 0-255, Lab as it is. `spot` is the ink's name of a spot colour.

    mixed   the swatches that a mixed ink is made of, with their shares of 0..1
    """

    name: str
    space: Literal["CMYK", "RGB", "Lab", "Gray", "None"]
    values: tuple[float, ...] = ()
    spot: str | None = None
    registration: bool = False
    mixed: tuple[tuple[str, float], ...] = ()


class GradientStop(msgspec.Struct, frozen=True):
    ink: Ink
    location: float  # 0-100
    midpoint: float = 50.0


class Gradient(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    kind: Literal["linear", "radial"]
    stops: tuple[GradientStop, ...]


class GradientVector(msgspec.Struct, frozen=True):
    """Where a gradient lies on its item, in inner coordinates (4.2, 4.3). None = absent in the file."""

    start: Point | None = None
    length: float | None = None
    angle_deg: float = 0.0


class StrokeStyle(msgspec.Struct, frozen=True, kw_only=True):
    """A stroke type by its meaning (2.5-2.9). pattern: dashes and gaps in pt, dots' pitches, or stripes in % of the weight."""

    name: str
    kind: Literal[
        "solid", "dashed", "dotted", "japanese-dots", "striped", "wavy",
        "diamond", "straight-hash", "left-slant-hash", "right-slant-hash", "other",
    ] = "solid"  # fmt: skip
    pattern: tuple[float, ...] = ()
    dashes_in_weights: tuple[float, ...] = ()
    cap: Literal["butt", "round", "projecting"] | None = None  # of its dashes; None: as the stroke says
    corner_adjustment: Literal["none", "dashes", "gaps", "dashes-and-gaps"] | None = None


class StrokeFormat(msgspec.Struct, frozen=True, kw_only=True):
    """How a path is stroked. `dashes` are the item's own StrokeDashAndGap (2.6)."""

    ink: Ink
    weight_pt: float = 1.0
    type: str = "StrokeStyle/$ID/Solid"
    alignment: Literal["center", "inside", "outside"] = "center"
    cap: Literal["butt", "round", "projecting"] = "butt"
    join: Literal["miter", "round", "bevel"] = "miter"
    miter_limit: float = 4.0
    dashes: tuple[float, ...] = ()
    corner_adjustment: Literal["none", "dashes", "gaps", "dashes-and-gaps"] = "none"
    gap_ink: Ink | None = None
    start_end: str = "None"  # LeftLineEnd (2.10), IDML's word
    end_end: str = "None"
    start_scale: float = 1.0
    end_scale: float = 1.0
    ends_outside: bool = False  # line ends lie beyond the path, not on it
    vector: GradientVector = GradientVector()


class Anchor(msgspec.Struct, frozen=True, array_like=True):
    """A path point with its two handles (1.4)."""

    x: float
    y: float
    left_x: float
    left_y: float
    right_x: float
    right_y: float


class SubPath(msgspec.Struct, frozen=True):
    anchors: tuple[Anchor, ...]
    closed: bool = True


class Corner(msgspec.Struct, frozen=True):
    """A corner option (2.11)."""

    option: Literal["None", "RoundedCorner", "InverseRoundedCorner", "BevelCorner", "InsetCorner", "FancyCorner"] = "None"
    radius_pt: float = 12.0


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """One effect that acts (5.3), its attributes by IDML's names with defaults filled in: numbers, words, ink ids."""

    kind: Literal[
        "drop-shadow", "inner-shadow", "outer-glow", "inner-glow", "bevel", "satin", "feather", "directional-feather", "gradient-feather"
    ]
    values: dict[str, float | bool | str] = {}
    target: Literal["object", "stroke", "fill", "content"] = "object"


class PartLook(msgspec.Struct, frozen=True, kw_only=True):
    """How one part of an item alone is seen through (5.2)."""

    target: Literal["stroke", "fill", "content"]
    opacity: float = 1.0
    blend: BlendMode = "Normal"


class Transparency(msgspec.Struct, frozen=True, kw_only=True):
    """Of the whole item; parts: what its stroke, fill or content has for itself."""

    parts: tuple[PartLook, ...] = ()
    opacity: float = 1.0
    blend: BlendMode = "Normal"
    isolated: bool = False
    knockout: bool = False
    effects: tuple[Effect, ...] = ()


class Clip(msgspec.Struct, frozen=True, kw_only=True):
    """A picture's clipping path, in content space: the design's own, one of the file's by its name, or what is not white in it."""

    kind: Literal["path", "photoshop", "edges"]
    paths: tuple[SubPath, ...] = ()
    name: str = ""
    invert: bool = False
    inside_edges: bool = False
    threshold: float = 25.0
    inset_pt: float = 0.0


class LayerChoice(msgspec.Struct, frozen=True, array_like=True):
    """Whether a layer of a placed PDF or AI file is shown here. number: of its object in the file."""

    number: int
    name: str
    shown: bool


class Graphic(msgspec.Struct, frozen=True, kw_only=True):
    """A placed picture or page (6.1-6.8). matrix: content -> the frame's inner coordinates; bounds: GraphicBounds."""

    asset: str | None  # key in Document.assets; None: the link is missing (6.10)
    link: str = ""  # the link's file name, for messages
    format: Literal["JPG", "PNG", "TIFF", "PSD", "PDF", "SVG", "EPS", "unknown"] = "unknown"
    matrix: Matrix = IDENTITY
    bounds: Box = (0.0, 0.0, 0.0, 0.0)
    page: int = 1
    layers: tuple[LayerChoice, ...] = ()  # () = as the file says
    ink: Ink | None = None  # a grey or 1-bit picture's swatch
    clip: Clip | None = None
    transparency: Transparency = Transparency()


Fitting = Literal["none", "content-to-frame", "frame-to-content", "proportionally", "fill-proportionally"]


class PictureField(msgspec.Struct, frozen=True, kw_only=True):
    """A frame whose picture is a field's value (6.6). align: 0 left/top, 0.5 centre, 1 right/bottom, as (x, y)."""

    field: str
    qr: bool = False
    fitting: Fitting = "proportionally"
    align: Point = (0.0, 0.0)
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  # left, top, right, bottom


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A page item. Its fill, content, text, stroke are painted in this order (1.14), in its inner coordinates.

    id        Self; a master item's copy on page n is "Self@n" (n: index of the page, from 0)
    name      what a person calls it, for messages: script label, name, or "rectangle on page 2"
    matrix    inner coordinates -> the parent's inner coordinates; of a root item -> the page (origin at its trim box's top left)
    paths     the item's outline as written; corners are not yet applied to it
    children  a group's members, or what is pasted into the frame and clipped by its path (1.13); bottom first
    frame     the id of the FrameBox whose lines are this item's text
    """

    id: str
    name: str = ""
    kind: Literal["shape", "group", "text-frame", "line"] = "shape"
    matrix: Matrix = IDENTITY
    paths: tuple[SubPath, ...] = ()
    corners: tuple[Corner, Corner, Corner, Corner] | None = None  # top left, top right, bottom right, bottom left
    fill: Ink | None = None
    fill_vector: GradientVector = GradientVector()
    stroke: StrokeFormat | None = None
    transparency: Transparency = Transparency()
    graphic: Graphic | None = None
    picture: PictureField | None = None
    children: tuple["Item", ...] = ()
    frame: str | None = None
    anchoring: Anchoring | None = None  # of one that stands in text and is not inline
    wraps: tuple[Wrap, ...] = ()  # of such a one: what it keeps free of text, seen from its origin
    link: str | None = None  # a hyperlink's target
    alternative_text: str = ""
    decoration: bool = False  # the designer says that it is an artifact, and nothing to be read


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page. items: its master's first, then its own, bottom to top (7.1, 7.2); an item that touches two pages is on both."""

    name: str
    width_pt: float
    height_pt: float
    bleed_pt: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)  # top, left, bottom, right
    items: tuple[Item, ...] = ()


class Bookmark(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the outline; destination: a key of Document.destinations, or of a story's anchors."""

    name: str
    destination: str = ""
    children: tuple["Bookmark", ...] = ()


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A whole design. `anchored` holds the page items that stories contain (Run.object), by id: origin at pen and baseline (9.1)."""

    title: str = ""
    language: str = "en-US"  # BCP 47, of most of its text
    pages: tuple[Page, ...]
    stories: tuple[Story, ...] = ()  # each with its thread; a master story once per page it is seen on
    frames: dict[str, FrameBox] = {}
    anchored: dict[str, Item] = {}
    swatches: dict[str, Swatch] = {}
    gradients: dict[str, Gradient] = {}
    stroke_styles: dict[str, StrokeStyle] = {}
    text_settings: TextSettings = TextSettings()
    blending_space: Literal["CMYK", "RGB"] = "CMYK"
    font_names: dict[tuple[str, str], tuple[str, ...]] = {}  # (family, style) -> PostScript and full names
    fonts: tuple[tuple[str, str], ...] = ()  # (family, style) of every font that some printing text uses
    fields: tuple[FoundField, ...] = ()  # in reading order: page, then story, then picture
    findings: tuple[Finding, ...] = ()  # what is missing, and what cannot be drawn yet, by name
    destinations: dict[str, int] = {}  # hyperlinks' destinations that are pages -> index
    bookmarks: tuple[Bookmark, ...] = ()
    assets: dict[str, bytes] = {}  # linked and embedded files that are used, by key
