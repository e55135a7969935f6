"""A tiny, valid IDML made of Python strings. One page a spread, and spread coordinates are page coordinates.

design = build_idml(
    stories={"s1": story("Dear <<First Name>>,")},
    spread_items=text_frame("f1", story="s1", box=(36, 36, 300, 100)) + rectangle("r1", box=(0, 0, 50, 50), FillColor="Color/Red"),
)
document = read_document(package(design))
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from documents.rendering.package import Package

A4 = (595.276, 841.89)
PACKAGING = 'xmlns:idPkg="http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging" DOMVersion="20.0"'
COLORS = """
<Color Self="Color/Black" Model="Process" Space="CMYK" ColorValue="0 0 0 100" Name="Black"/>
<Color Self="Color/Paper" Model="Process" Space="CMYK" ColorValue="0 0 0 0" Name="Paper"/>
<Color Self="Color/Red" Model="Process" Space="CMYK" ColorValue="0 100 100 0" Name="Red"/>
<Color Self="Color/Blue" Model="Process" Space="RGB" ColorValue="0 0 255" Name="Blue"/>
<Color Self="Color/Gold" Model="Spot" Space="CMYK" ColorValue="0 20 60 20" Name="Gold"/>
<Swatch Self="Swatch/None" Name="None"/>
<StrokeStyle Self="StrokeStyle/$ID/Solid" Name="$ID/Solid"/>
<StrokeStyle Self="StrokeStyle/$ID/Dashed" Name="$ID/Dashed"/>
"""


def build_idml(
    *,
    stories: Mapping[str, str] | None = None,
    spread_items: str | Sequence[str] = "",
    page_size: tuple[float, float] = A4,
    paragraph_styles: str = "",
    character_styles: str = "",
    object_styles: str = "",
    graphic: str = "",
    preferences: str = "",
    masters: Mapping[str, str] | None = None,
    page_attributes: str = "",
    page_names: Sequence[str] | None = None,
    designmap: str = "",
    designmap_before: str = "",
    members: Mapping[str, bytes] | None = None,
) -> bytes:
    """The bytes of an .idml.

    stories            id -> the Story element's content (see `story`, `paragraph`)
    spread_items       page items' XML; a list makes a spread with one page for each entry
    paragraph_styles, character_styles, object_styles, graphic, preferences
                       elements for Styles.xml, Graphic.xml, Preferences.xml; the usual swatches are always there
    masters            id of a one-page master spread -> its page items; apply it by page_attributes='AppliedMaster="m1"'
    designmap          elements at the end of designmap.xml (hyperlinks, sections …); designmap_before: ahead of the spreads (layers)
    members            further members, or replacements of the ones made here
    """
    spreads = [spread_items] if isinstance(spread_items, str) else list(spread_items)
    names = list(page_names or [str(n + 1) for n in range(len(spreads))])
    files: dict[str, bytes] = {"mimetype": b"application/vnd.adobe.indesign-idml-package"}

    def add(path: str, root: str, body: str) -> None:
        files[path] = f'<?xml version="1.0" encoding="UTF-8"?><idPkg:{root} {PACKAGING}>{body}</idPkg:{root}>'.encode()

    add("Resources/Graphic.xml", "Graphic", COLORS + graphic)
    add("Resources/Fonts.xml", "Fonts", "")
    add("Resources/Styles.xml", "Styles", styles(paragraph_styles, character_styles, object_styles))
    add("Resources/Preferences.xml", "Preferences", preferences)
    order = ["Graphic", "Fonts", "Styles", "Preferences"]
    src = "".join(f'<idPkg:{name} src="Resources/{name}.xml"/>' for name in order) + designmap_before
    bounds = f'GeometricBounds="0 0 {page_size[1]} {page_size[0]}" ItemTransform="1 0 0 1 0 0"'
    for key, items in (masters or {}).items():
        page = f'<Page Self="{key}p" Name="A" {bounds}/>'
        add(
            f"MasterSpreads/MasterSpread_{key}.xml",
            "MasterSpread",
            f'<MasterSpread Self="{key}" Name="A-Master">{page}{items}</MasterSpread>',
        )
        src += f'<idPkg:MasterSpread src="MasterSpreads/MasterSpread_{key}.xml"/>'
    for number, items in enumerate(spreads):
        page = f'<Page Self="p{number}" Name={quoteattr(names[number])} {bounds} {page_attributes}/>'
        add(f"Spreads/Spread_{number}.xml", "Spread", f'<Spread Self="sp{number}">{page}{items}</Spread>')
        src += f'<idPkg:Spread src="Spreads/Spread_{number}.xml"/>'
    for key, content in (stories or {}).items():
        add(f"Stories/Story_{key}.xml", "Story", f'<Story Self="{key}">{content}</Story>')
        src += f'<idPkg:Story src="Stories/Story_{key}.xml"/>'
    document = f'<Document {PACKAGING} Self="d" StoryList="{" ".join(stories or {})}" Name="tiny">{src}{designmap}</Document>'
    files["designmap.xml"] = b'<?xml version="1.0" encoding="UTF-8"?>' + document.encode()
    files.update(members or {})
    return zipped(files)


def styles(paragraph: str = "", character: str = "", objects: str = "") -> str:
    no_character = '<CharacterStyle Self="CharacterStyle/$ID/[No character style]" Name="$ID/[No character style]"/>'
    based_on = '<Properties><BasedOn type="string">$ID/[No paragraph style]</BasedOn></Properties>'
    no_paragraph = '<ParagraphStyle Self="ParagraphStyle/$ID/[No paragraph style]" Name="$ID/[No paragraph style]"/>'
    normal = f'<ParagraphStyle Self="ParagraphStyle/$ID/NormalParagraphStyle" Name="$ID/NormalParagraphStyle">{based_on}</ParagraphStyle>'
    nothing = 'FillColor="Swatch/None" StrokeColor="Swatch/None" StrokeWeight="0"'
    none = f'<ObjectStyle Self="ObjectStyle/$ID/[None]" Name="$ID/[None]" {nothing}/>'
    return (
        f"<RootCharacterStyleGroup>{no_character}{character}</RootCharacterStyleGroup>"
        f"<RootParagraphStyleGroup>{no_paragraph}{normal}{paragraph}</RootParagraphStyleGroup>"
        f"<RootObjectStyleGroup>{none}{objects}</RootObjectStyleGroup>"
    )


def zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return buffer.getvalue()


def package(design: bytes, *, links: Mapping[str, bytes] | None = None, fonts: Mapping[str, bytes] | None = None) -> Package:
    return Package(kind="idml", name="tiny.idml", design=design, links=dict(links or {}), fonts=dict(fonts or {}))


def attributes(values: Mapping[str, object]) -> str:
    return "".join(f" {key}={quoteattr(str(value))}" for key, value in values.items())


def story(*texts: str, style: str = "$ID/NormalParagraphStyle", character: str = "", **local: object) -> str:
    """Plain paragraphs of one style; `local` are attributes of the CharacterStyleRange (PointSize=20, FillColor=…)."""
    return paragraph(
        "<Br/>".join(f"<Content>{escape(text)}</Content>" if text else "" for text in texts), style=style, character=character, **local
    )


def paragraph(
    content: str,
    *,
    style: str = "$ID/NormalParagraphStyle",
    character: str = "",
    properties: str = "",
    range_attributes: str = "",
    **local: object,
) -> str:
    """One ParagraphStyleRange with one CharacterStyleRange round raw XML `content`."""
    applied = f"CharacterStyle/{character or '$ID/[No character style]'}"
    own = f"<Properties>{properties}</Properties>" if properties else ""
    inner = f'<CharacterStyleRange AppliedCharacterStyle="{applied}"{attributes(local)}>{own}{content}</CharacterStyleRange>'
    return f'<ParagraphStyleRange AppliedParagraphStyle="ParagraphStyle/{style}" {range_attributes}>{inner}</ParagraphStyleRange>'


def path(box: tuple[float, float, float, float]) -> str:
    left, top, right, bottom = box
    corners = [(left, top), (left, bottom), (right, bottom), (right, top)]
    points = "".join(f'<PathPointType Anchor="{x} {y}" LeftDirection="{x} {y}" RightDirection="{x} {y}"/>' for x, y in corners)
    return f'<PathGeometry><GeometryPathType PathOpen="false"><PathPointArray>{points}</PathPointArray></GeometryPathType></PathGeometry>'


def page_item(
    tag: str, self: str, *, box: tuple[float, float, float, float], inner: str = "", properties: str = "", **values: object
) -> str:
    """Any page item with a rectangular path; `values` are its attributes, `inner` its children after Properties."""
    given: dict[str, object] = {"ItemTransform": "1 0 0 1 0 0", "AppliedObjectStyle": "ObjectStyle/$ID/[None]", "Name": "$ID/", **values}
    return f'<{tag} Self="{self}"{attributes(given)}><Properties>{path(box)}{properties}</Properties>{inner}</{tag}>'


def text_frame(self: str, *, story: str, box: tuple[float, float, float, float], inner: str = "", **values: object) -> str:
    given = {"ParentStory": story, "PreviousTextFrame": "n", "NextTextFrame": "n", "ContentType": "TextType", **values}
    return page_item("TextFrame", self, box=box, inner=inner, **given)


def rectangle(self: str, *, box: tuple[float, float, float, float], inner: str = "", **values: object) -> str:
    return page_item("Rectangle", self, box=box, inner=inner, **values)


def data_merge_text(source: str, field: str, shown: str | None = None) -> str:
    """What stands in a story for a Data Merge text placeholder; give `data_merge_destination` to designmap as well."""
    content = f"<Content>{escape(shown or f'<<{field}>>')}</Content>"
    return (
        f'<HyperlinkTextSource Self="{source}" Name="Hyperlink 1" Hidden="false" AppliedCharacterStyle="n">{content}</HyperlinkTextSource>'
    )


def data_merge_destination(source: str, field: str, *, prefix: str = "DBF_") -> str:
    """The hidden destination and the hyperlink of one placeholder, for designmap."""
    name = quoteattr(prefix + field)
    key = f"HyperlinkURLDestination/{prefix}{field}"
    target = f'<Properties><Destination type="object">{escape(key)}</Destination></Properties>'
    return (
        f'<HyperlinkURLDestination Self={quoteattr(key)} Name={name} DestinationURL={name} Hidden="true"/>'
        f'<Hyperlink Self="h{source}" Name="Hyperlink 1" Source="{source}" Hidden="false">{target}</Hyperlink>'
    )
