"""Page items and stories for `idml`. Boxes are (left, top, width, height) in points from the page's top left."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from demo.idml import Design
from demo.markup import NO_CHARACTER_STYLE, element, properties, typed

Box = tuple[float, float, float, float]
Point = tuple[float, float]


class Field(str):
    """A Data Merge placeholder, by its field's name."""


class Styled(tuple[str, object]):
    """(character style, text or Field)."""


PAGE_NUMBER = "<?ACE 18?>"


def story(design: Design, key: str, *paragraphs: tuple[object, ...]) -> str:
    """Adds a story; each paragraph is (style, part, part …), a part being text, Field, Styled or PAGE_NUMBER. Gives back its key."""
    ranges = ""
    for number, (style, *parts) in enumerate(paragraphs):
        characters = "".join(_part(design, part) for part in parts)
        if number < len(paragraphs) - 1:
            characters += _range("<Br/>")
        ranges += element("ParagraphStyleRange", characters, AppliedParagraphStyle=f"ParagraphStyle/{style}")
    preference = element("StoryPreference", OpticalMarginAlignment=False, FrameType="TextFrameType", StoryDirection="LeftToRightDirection")
    design.stories[key] = element(
        "Story", preference + ranges, Self=key, AppliedTOCStyle="n", TrackChanges=False, StoryTitle="$ID/", AppliedNamedGrid="n"
    )
    return key


def _range(content: str, style: str = "") -> str:
    return element("CharacterStyleRange", content, AppliedCharacterStyle=f"CharacterStyle/{style}" if style else NO_CHARACTER_STYLE)


def _part(design: Design, part: object) -> str:
    style = ""
    if isinstance(part, Styled):
        style, part = part
    if isinstance(part, Field):
        source = f"source{len(design.placeholders) + 1}"
        design.placeholders.append((source, str(part)))
        content = element("Content", escape(f"<<{part}>>"))
        return _range(element("HyperlinkTextSource", content, Self=source, Name=f"{part}", Hidden=False, AppliedCharacterStyle="n"), style)
    if part == PAGE_NUMBER:
        return _range(f"<Content>{PAGE_NUMBER}</Content>", style)
    return _range(element("Content", escape(str(part))), style)


def outline(points: list[Point], *, closed: bool = True) -> str:
    """A path of straight lines."""
    written = "".join(
        element("PathPointType", Anchor=f"{x:.3f} {y:.3f}", LeftDirection=f"{x:.3f} {y:.3f}", RightDirection=f"{x:.3f} {y:.3f}")
        for x, y in points
    )
    return _geometry(written, closed=closed)


def _geometry(points: str, *, closed: bool) -> str:
    return element("PathGeometry", element("GeometryPathType", element("PathPointArray", points), PathOpen=not closed))


def _ellipse(width: float, height: float) -> str:
    rx, ry, k = width / 2, height / 2, 0.5523
    points = ""
    for x, y, dx, dy in ((rx, 0, -k * rx, 0), (0, ry, 0, k * ry), (rx, height, k * rx, 0), (width, ry, 0, -k * ry)):
        points += element(
            "PathPointType",
            Anchor=f"{x:.3f} {y:.3f}",
            LeftDirection=f"{x - dx:.3f} {y - dy:.3f}",
            RightDirection=f"{x + dx:.3f} {y + dy:.3f}",
        )
    return _geometry(points, closed=True)


def _item(design: Design, kind: str, key: str, at: Point, written: str, attributes: Mapping[str, object], *, turned: Point = (1, 0)) -> str:
    """turned: cosine and sine of a turn about `at`; y grows down, so a positive sine turns clockwise."""
    x, y = design.origin
    cosine, sine = turned
    given = {
        "AppliedObjectStyle": "ObjectStyle/$ID/[None]", "ItemLayer": "layer", "Visible": True, "Name": "$ID/", "Nonprinting": False,
        "FillColor": "Swatch/None", "StrokeColor": "Swatch/None", "StrokeWeight": 0, "ContentType": "Unassigned",
        "ItemTransform": f"{cosine:.6g} {sine:.6g} {-sine:.6g} {cosine:.6g} {x + at[0]:.3f} {y + at[1]:.3f}",
    }  # fmt: skip
    return element(kind, written, Self=key, **{**given, **attributes})


def _box(width: float, height: float) -> str:
    return outline([(0, 0), (0, height), (width, height), (width, 0)])


def rectangle(design: Design, key: str, box: Box, **attributes: object) -> str:
    left, top, width, height = box
    return _item(design, "Rectangle", key, (left, top), properties(_box(width, height)), attributes)


def oval(design: Design, key: str, box: Box, **attributes: object) -> str:
    left, top, width, height = box
    return _item(design, "Oval", key, (left, top), properties(_ellipse(width, height)), attributes)


def polygon(design: Design, key: str, at: Point, points: list[Point], *, turned: Point = (1, 0), **attributes: object) -> str:
    return _item(design, "Polygon", key, at, properties(outline(points)), attributes, turned=turned)


def line(design: Design, key: str, start: Point, end: Point, *, dashes: str = "", **attributes: object) -> str:
    path = outline([(0, 0), (end[0] - start[0], end[1] - start[1])], closed=False)
    dashed = {"StrokeType": "StrokeStyle/$ID/Dashed", "StrokeDashAndGap": dashes} if dashes else {}
    return _item(design, "GraphicLine", key, start, properties(path), {**dashed, **attributes})


def text_frame(
    design: Design,
    key: str,
    box: Box,
    *,
    story: str,
    previous: str = "n",
    following: str = "n",
    justify: str = "TopAlign",
    turned: Point = (1, 0),
) -> str:
    left, top, width, height = box
    insets = element("InsetSpacing", typed("ListItem", "unit", 0) * 4, type="list")
    preference = element(
        "TextFramePreference", properties(insets), TextColumnCount=1, TextColumnGutter=12, FirstBaselineOffset="AscentOffset",
        MinimumFirstBaselineOffset=0, VerticalJustification=justify, VerticalBalanceColumns=False, IgnoreWrap=False, AutoSizingType="Off",
    )  # fmt: skip
    thread = {"ContentType": "TextType", "ParentStory": story, "PreviousTextFrame": previous, "NextTextFrame": following}
    return _item(design, "TextFrame", key, (left, top), properties(_box(width, height)) + preference, thread, turned=turned)


def picture(design: Design, key: str, box: Box, *, link: str, size: Point, scale: float, shift: Point, description: str) -> str:
    """A placed JPEG. size: its width and height in points at 100 %; shift: where its top left lies in the frame (negative: cropped)."""
    left, top, width, height = box
    bounds = element("GraphicBounds", Left=0, Top=0, Right=size[0], Bottom=size[1])
    source = element(
        "Link", Self=f"{key}link", LinkResourceURI=f"file:Links/{link}", LinkResourceFormat="$ID/JPEG", StoredState="Normal",
        LinkClassID=35906, LinkClientID=257, CanEmbed=True, CanUnembed=True, CanPackage=True, ImportPolicy="NoAutoImport",
        ExportPolicy="NoAutoExport", LinkImportStamp="", LinkImportTime="2026-01-01T00:00:00",
        LinkResourceSize="0",
    )  # fmt: skip
    image = element(
        "Image", properties(typed("Profile", "string", "$ID/Embedded"), bounds) + source, Self=f"{key}image", Space="$ID/#Links_RGB",
        ActualPpi="300 300", EffectivePpi=f"{300 / scale:.0f} {300 / scale:.0f}", ImageRenderingIntent="UseColorSettings",
        AppliedObjectStyle="ObjectStyle/$ID/[None]", Visible=True, Name="$ID/", ImageTypeName="$ID/JPEG",
        ItemTransform=f"{scale:.6g} 0 0 {scale:.6g} {shift[0]:.3f} {shift[1]:.3f}",
    )  # fmt: skip
    fitting = element(
        "FrameFittingOption", LeftCrop=-shift[0], TopCrop=-shift[1], RightCrop=size[0] * scale + shift[0] - width,
        BottomCrop=size[1] * scale + shift[1] - height, FittingOnEmptyFrame="FillProportionally", FittingAlignment="CenterAnchor",
    )  # fmt: skip
    about = element(
        "ObjectExportOption", AltTextSourceType="SourceCustom", CustomAltText=description, ApplyTagType="TagFromStructure",
    )  # fmt: skip
    content = properties(_box(width, height)) + fitting + about + image
    return _item(design, "Rectangle", key, (left, top), content, {"ContentType": "GraphicType"})
