"""A design of our own with a little of everything that is drawn: links of every format, effects, tables, notes, wraps, rules."""

import io
from functools import cache

import pikepdf
from PIL import Image

from documents.rendering import package as packages
from tests.documents.rendering.idml_builder import (
    build_idml,
    data_merge_destination,
    data_merge_text,
    page_item,
    paragraph,
    rectangle,
    story,
    text_frame,
)

SIZE = (300.0, 260.0)
SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30" width="40" height="30">
<defs><linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="#00f" stop-opacity="0.5"/></linearGradient>
<clipPath id="c"><circle cx="10" cy="10" r="8"/></clipPath><g id="s"><rect width="5" height="5" rx="1"/></g></defs>
<rect x="1" y="1" width="30" height="20" fill="url(#g)" stroke="black" stroke-width="2" stroke-dasharray="3 1"/>
<path d="M1 1C 5 5 9 9 20 2 S 10 10 3 9 q 1 2 3 4 A 5 5 0 0 1 9 9 Z" fill="none" stroke="#333"/><use xlink:href="#s" x="20" y="12"/>
<g clip-path="url(#c)" transform="rotate(20) scale(1.5)" opacity="0.5"><polygon points="1,1 9,3 5,9"/></g>
<text x="3" y="25" font-family="Helvetica" font-size="6">Words</text><image width="4" height="4" xlink:href="data:image/png;base64,
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="/></svg>"""
STYLES = """
<ParagraphStyle Self="ParagraphStyle/Head" Name="Head" PointSize="14" DropCapCharacters="2" DropCapLines="2" SpaceAfter="3" KeepWithNext="1"
 RuleAbove="true" RuleAboveLineWeight="1" RuleAboveOffset="3" Hyphenation="true" Justification="FullyJustified" ParagraphShadingOn="true"
 Tracking="20" HorizontalScale="95" BaselineShift="1" Underline="true" OTFFractions="true" Skew="5" KerningMethod="Optical">
 <Properties><BasedOn type="string">$ID/NormalParagraphStyle</BasedOn><AppliedFont type="string">Liberation Sans</AppliedFont>
 <Leading type="unit">15</Leading><TabList type="list"><ListItem type="record"><Alignment type="enumeration">RightAlign</Alignment>
 <Position type="unit">80</Position><Leader type="string">.</Leader></ListItem></TabList>
 <AllNestedStyles type="list"><ListItem type="record"><AppliedCharacterStyle type="object">CharacterStyle/Strong</AppliedCharacterStyle>
 <Delimiter type="enumeration">AnyWord</Delimiter><Repetition type="long">2</Repetition><Inclusive type="boolean">true</Inclusive>
 </ListItem></AllNestedStyles></Properties></ParagraphStyle>
<ParagraphStyle Self="ParagraphStyle/List" Name="List" BulletsAndNumberingListType="NumberedList" LeftIndent="14" FirstLineIndent="-14"
 NumberingExpression="^#.^t" NumberingStartAt="3" SpanColumnType="SplitColumns" SpanColumnCount="2">
 <Properties><BasedOn type="string">Head</BasedOn></Properties></ParagraphStyle>"""
STRONG = '<CharacterStyle Self="CharacterStyle/Strong" Name="Strong" FontStyle="Bold" FillColor="Gradient/G" StrikeThru="true"/>'
GRAPHIC = """<Gradient Self="Gradient/G" Type="Linear" Name="G"><GradientStop StopColor="Color/Red" Location="0"/>
<GradientStop StopColor="Color/Gold" Location="100" Midpoint="40"/></Gradient><Tint Self="Tint/t" BaseColor="Color/Gold" TintValue="40"/>
<StrokeStyle Self="StrokeStyle/$ID/Wavy" Name="$ID/Wavy"/><DashedStrokeStyle Self="DashedStrokeStyle/d" Name="d" DashArray="4 2 1 2"/>
<StripedStrokeStyle Self="StripedStrokeStyle/s" Name="s" StripeArray="0 20 80 100"/>
<DottedStrokeStyle Self="DottedStrokeStyle/o" Name="o" DotArray="4"/>"""
EFFECTS = """<TransparencySetting><BlendingSetting Opacity="60" BlendMode="Multiply" KnockoutGroup="true"/>
<DropShadowSetting Mode="Drop" XOffset="3" YOffset="3" Size="4" Noise="5" Spread="10"/><InnerShadowSetting Applied="true" Size="3"/>
<OuterGlowSetting Applied="true" Size="4"/><InnerGlowSetting Applied="true" Size="3"/><BevelAndEmbossSetting Applied="true" Size="3"/>
<SatinSetting Applied="true" Size="4"/><FeatherSetting Mode="Standard" Width="3"/></TransparencySetting>"""
FEATHERS = """<TransparencySetting><DirectionalFeatherSetting Applied="true" LeftWidth="5"/><GradientFeatherSetting Applied="true"
Type="Linear" Length="30"/></TransparencySetting>"""
WRAP = """<TextWrapPreference TextWrapMode="Contour"><Properties><TextWrapOffset Top="2" Left="2" Bottom="2" Right="2"/></Properties>
</TextWrapPreference>"""
FRAME = """<TextFramePreference TextColumnCount="2" TextColumnGutter="6" VerticalJustification="JustifyAlign" AutoSizingType="HeightOnly"
ColumnRuleOverride="true" ColumnRuleStrokeWidth="1"><Properties><InsetSpacing type="list"><ListItem type="unit">2</ListItem>
<ListItem type="unit">2</ListItem><ListItem type="unit">2</ListItem><ListItem type="unit">2</ListItem></InsetSpacing></Properties>
</TextFramePreference><BaselineFrameGridOption UseCustomBaselineFrameGrid="true" BaselineFrameGridIncrement="12"/>"""
ANCHORED = """<AnchoredObjectSetting AnchoredPosition="Anchored" AnchorPoint="TopRightAnchor" HorizontalReferencePoint="TextFrame"/>"""
LINKS = {"Image": ("jpg", "png", "tif", "psd", "gif", "cmyk.jpg"), "PDF": ("pdf",), "SVG": ("svg",)}


def package() -> packages.Package:
    """The design with its links; its fonts are the machine's."""
    links = _links()
    design = build_idml(
        stories=_stories(),
        spread_items=[_shapes(), _pictures(list(links))],
        page_size=SIZE,
        paragraph_styles=STYLES,
        character_styles=STRONG,
        graphic=GRAPHIC,
        preferences='<FootnoteOption RuleOn="true" Spacer="4"/><GridPreference BaselineDivision="12"/>'
        '<DocumentPreference DocumentBleedTopOffset="3" FacingPages="false"/>',
        masters={"m1": text_frame("mf", story="folio", box=(0, 240, 100, 255))},
        page_attributes='AppliedMaster="m1"',
        designmap=data_merge_destination("src", "First Name")
        + '<Condition Self="Condition/c" Name="c" Visible="true"/><Section Self="sec" PageStart="p0" PageNumberStart="3"/>'
        + '<DataMergeImagePlaceholder Self="dm" Field="@Photo" PlaceholderPageItem="pf"/>'
        + '<DataMergeQrcodePlaceholder Self="dq" Field="Code" PlaceholderPageItem="qf"/>',
        designmap_before='<Layer Self="l1" Name="Layer 1" Visible="true" Printable="true"/>',
    )
    return packages.Package(kind="idml", name="sampler.idml", design=design, links=links)


def _stories() -> dict[str, str]:
    cells = "".join(
        f'<Cell Self="c{c}{r}" Name="{c}:{r}" RowSpan="1" ColumnSpan="1">{story(f"{c}<{r}")}</Cell>' for r in (0, 1) for c in (0, 1)
    )
    rows = "".join(f'<Row Self="r{n}" Name="{n}" SingleRowHeight="12" AutoGrow="true"/>' for n in (0, 1))
    columns = "".join(f'<Column Self="k{n}" Name="{n}" SingleColumnWidth="40"/>' for n in (0, 1))
    table = f'<Table Self="t" HeaderRowCount="1" FooterRowCount="0" BodyRowCount="1" ColumnCount="2">{rows}{columns}{cells}</Table>'
    note = "<Footnote>" + paragraph("<Content><?ACE 4?> a note</Content>") + "</Footnote>"
    anchored = rectangle("an", box=(0, 0, 10, 10), FillColor="Color/Blue", inner=ANCHORED)
    first = paragraph(
        f"<Content>Dear </Content>{data_merge_text('src', 'First Name')}<Content>, welcome</Content>{note}<Br/>", style="Head"
    )
    return {
        "s1": first + paragraph(f"{anchored}<Content> hyphenation of words</Content><Br/>{table}<Br/>") + story("one", "two", style="List"),
        "s2": story("Round the path with <<Offer>>", FillColor="Color/Red"),
        "s3": story("עברית and العربية 日本語 ไทย 🎉 {{Offer}}", PointSize=11),
        "folio": paragraph("<Content>page <?ACE 18?></Content>"),
    }


def _shapes() -> str:
    strokes = ("StrokeStyle/$ID/Wavy", "DashedStrokeStyle/d", "StripedStrokeStyle/s", "DottedStrokeStyle/o")
    shapes = [
        rectangle(f"x{n}", box=(200 + 22 * n, 10, 218 + 22 * n, 40), StrokeColor="Color/Gold", StrokeWeight=4, StrokeType=stroke)
        for n, stroke in enumerate(strokes)
    ]
    group = page_item("Group", "g", box=(0, 0, 1, 1), inner=rectangle("g1", box=(0, 0, 20, 20), FillColor="Gradient/G", inner=EFFECTS)
                      + page_item("Polygon", "g2", box=(5, 5, 30, 15), FillColor="Tint/t", CornerOption="RoundedCorner", CornerRadius=4),
                      ItemTransform="0.9 0.3 -0.3 0.9 210 60")  # fmt: skip
    line = page_item(
        "GraphicLine", "gl", box=(200, 110, 280, 130), StrokeColor="Color/Blue", StrokeWeight=2, LeftLineEnd="TriangleArrowHead"
    )
    on_path = page_item("Oval", "ov", box=(200, 140, 290, 190), inner='<TextPath Self="tp" ParentStory="s2"/>', StrokeColor="Color/Red")
    return (
        text_frame("f1", story="s1", box=(10, 10, 190, 90), NextTextFrame="f2", inner=FRAME)
        + text_frame("f2", story="s1", box=(10, 95, 190, 180), PreviousTextFrame="f1")
        + text_frame("f3", story="s3", box=(10, 185, 190, 235))
        + rectangle("w", box=(80, 100, 110, 130), FillColor="Color/Gold", inner=WRAP + FEATHERS)
        + "".join(shapes) + group + line + on_path
    )  # fmt: skip


def _pictures(names: list[str]) -> str:
    tags = {suffix: tag for tag, suffixes in LINKS.items() for suffix in suffixes}
    frames = []
    for number, name in enumerate(names):
        tag = tags[name.split(".", 1)[1]]
        left, top = 10 + 60 * (number % 4), 10 + 60 * (number // 4)
        bounds = '<GraphicBounds Left="0" Top="0" Right="40" Bottom="30"/>'
        link = f'<Link Self="lk{number}" LinkResourceURI="file:C:/desk/{name}"/>'
        inner = f'<{tag} Self="im{number}" ItemTransform="1 0 0 1 {left} {top}"><Properties>{bounds}</Properties>{link}</{tag}>'
        frames.append(rectangle(f"r{number}", box=(left, top, left + 40, top + 30), inner=inner))
    fitting = '<FrameFittingOption FittingOnEmptyFrame="FillProportionally" FittingAlignment="CenterAnchor"/>'
    return "".join(frames) + rectangle("pf", box=(10, 150, 60, 200), inner=fitting) + rectangle("qf", box=(80, 150, 130, 200))


@cache
def _links() -> dict[str, bytes]:
    picture = Image.linear_gradient("L").resize((40, 30)).convert("RGB")
    made = {
        "one.jpg": _saved(picture, "JPEG", dpi=(72, 72)),
        "two.png": _saved(picture.convert("RGBA"), "PNG"),
        "three.tif": _saved(picture, "TIFF", compression="tiff_lzw"),
        "four.psd": _photoshop(),
        "five.gif": _saved(picture.convert("P"), "GIF"),
        "six.cmyk.jpg": _saved(picture.convert("CMYK"), "JPEG"),
    }
    return made | {"seven.pdf": placed_pdf(), "eight.svg": SVG}


def _saved(picture: Image.Image, picture_format: str, **more: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, picture_format, **more)
    return buffer.getvalue()


def _photoshop() -> bytes:
    """4 x 3 pixels, RGB, uncompressed: header, three empty sections, planes."""
    header = b"8BPS\0\1" + bytes(6) + b"\0\3" + (3).to_bytes(4, "big") + (4).to_bytes(4, "big") + b"\0\x08\0\3"
    return header + bytes(12) + b"\0\0" + bytes(range(36))


@cache
def placed_pdf() -> bytes:
    """A page with a picture, forms in forms, a soft mask, a pattern, a shading, layers, a font, an annotation."""
    pdf = pikepdf.Pdf.new()
    page = pdf.add_blank_page(page_size=(120, 90))
    d, n = pikepdf.Dictionary, pikepdf.Name
    pixels = bytes(range(48))
    image = pdf.make_stream(pixels, Type=n.XObject, Subtype=n.Image, Width=4, Height=4, ColorSpace=n.DeviceRGB, BitsPerComponent=8)
    image.SMask = pdf.make_stream(
        bytes(16), Type=n.XObject, Subtype=n.Image, Width=4, Height=4, ColorSpace=n.DeviceGray, BitsPerComponent=8
    )
    inks = pdf.make_stream(bytes(64), Type=n.XObject, Subtype=n.Image, Width=4, Height=4, ColorSpace=n.DeviceCMYK, BitsPerComponent=8)
    box = pikepdf.Array([0, 0, 50, 50])
    inner = pdf.make_stream(b"0 1 0 0 k 0 0 9 9 re f", Type=n.XObject, Subtype=n.Form, BBox=box)
    outer = pdf.make_stream(b"q 2 0 0 2 0 0 cm /I Do Q", Type=n.XObject, Subtype=n.Form, BBox=box, Resources=d(XObject=d(I=inner)))
    function = d(FunctionType=2, Domain=pikepdf.Array([0, 1]), C0=pikepdf.Array([0, 0, 0]), C1=pikepdf.Array([1, 0, 0]), N=1)
    shading = d(ShadingType=2, ColorSpace=n.DeviceRGB, Coords=pikepdf.Array([0, 0, 50, 50]), Function=function)
    spot = pikepdf.Array([n.Separation, n.Gold, n.DeviceCMYK, d(FunctionType=2, Domain=pikepdf.Array([0, 1]), N=1,
                          C0=pikepdf.Array([0, 0, 0, 0]), C1=pikepdf.Array([0, 0.2, 0.6, 0.2]))])  # fmt: skip
    font = d(Type=n.Font, Subtype=n.Type1, BaseFont=n.Helvetica)
    page.Resources = d(XObject=d(A=image, B=outer, C=inks), Shading=d(S=shading), ColorSpace=d(P=spot), Font=d(F=font),
                       ExtGState=d(G=d(ca=0.5, BM=n.Multiply)))  # fmt: skip
    page.Contents = pdf.make_stream(
        b"q /G gs 20 0 0 20 5 5 cm /A Do Q q 9 0 0 9 60 60 cm /C Do Q /B Do /P cs 0.5 scn 60 9 20 20 re f 0.1 0.2 0.3 0.4 K "
        b"5 5 m 90 80 l S q 30 30 40 40 re W n /S sh Q BT /F 9 Tf 9 70 Td (Words) Tj ET"
    )
    page.obj.Group = d(S=n.Transparency, CS=n.DeviceCMYK)
    page.obj.Annots = pikepdf.Array(
        [d(Type=n.Annot, Subtype=n.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=d(S=n.URI, URI="https://example.com"))]
    )
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()
