"""Pictures: links, embedded bytes, clipping paths, what screen readers say, gradients from Illustrator."""

import base64
import struct
from collections.abc import Sequence

import pytest

from documents.rendering.document import Document
from documents.rendering.idml import read_document
from tests.documents.rendering.idml.reading import PNG, image, read_items
from tests.documents.rendering.idml_builder import build_idml, package, rectangle


def test_a_link_is_found_by_its_base_name_however_it_is_written() -> None:
    frame = rectangle("r1", box=(0, 0, 99, 99), inner=image("file:/Volumes/Work/Ko%CC%88ln%201.PNG"))
    design = build_idml(spread_items=frame)

    document = read_document(package(design, links={"köln 1.png": PNG}))

    graphic = document.pages[0].items[0].graphic
    assert graphic is not None
    assert (graphic.asset, graphic.link, graphic.format) == ("köln 1.png", "Köln 1.PNG", "PNG")
    assert (graphic.matrix, graphic.bounds) == ((0.5, 0, 0, 0.5, 3, 4), (0, 0, 200, 100))
    assert document.assets == {"köln 1.png": PNG}
    assert document.findings == ()


def test_an_svg_has_an_element_of_its_own_since_indesign_2020() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"/>'
    element = image("file:logo.svg").replace("<Image", "<SVG").replace("</Image", "</SVG")

    document = read_document(package(build_idml(spread_items=rectangle("r1", box=(0, 0, 99, 99), inner=element)), links={"logo.svg": svg}))

    graphic = document.pages[0].items[0].graphic
    assert graphic is not None
    assert (graphic.asset, graphic.format, graphic.bounds) == ("logo.svg", "SVG", (0, 0, 200, 100))


def test_a_missing_link_is_an_error_that_names_file_and_page() -> None:
    document = read_items(rectangle("r1", box=(0, 0, 99, 99), inner=image("file:C:\\Work\\gone.jpg")))

    assert [(f.code, f.level, f.error_id, f.subject, f.pages) for f in document.findings] == [
        ("missing-link", "error", 1006, "gone.jpg", ("1",))
    ]
    graphic = document.pages[0].items[0].graphic
    assert graphic is not None
    assert graphic.asset is None


def test_an_embedded_picture_is_an_asset() -> None:
    document = read_items(rectangle("r1", box=(0, 0, 99, 99), inner=image(contents=PNG)))

    assert document.assets == {"embedded/im": PNG}


def test_an_embedded_picture_may_be_bigger_than_an_xml_text() -> None:
    big = PNG + bytes(9_000_000)

    document = read_items(rectangle("r1", box=(0, 0, 99, 99), inner=image(contents=big)) + rectangle("r2", box=(0, 0, 9, 9)))

    assert document.assets == {"embedded/im": big}
    assert [item.id for item in document.pages[0].items] == ["r1", "r2"]


def test_an_embedded_picture_may_be_cut_into_sections() -> None:
    big = PNG + bytes(300_000)
    text = base64.b64encode(big).decode()
    cut = f"<![CDATA[{text[:262_144]}]]><![CDATA[{text[262_144:]}]]>"

    document = read_items(rectangle("r1", box=(0, 0, 99, 99), inner=image(contents=big).replace(text, cut)))

    assert document.assets == {"embedded/im": big}


def test_a_missing_link_on_the_pasteboard_does_not_matter() -> None:
    assert read_items(rectangle("r1", box=(-300, 0, -200, 99), inner=image("file:gone.jpg"))).findings == ()


DESCRIPTION = "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>A cup &amp; a saucer</rdf:li></rdf:Alt></dc:description>"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description photoshop:Headline="Coffee">{DESCRIPTION}</rdf:Description></x:xmpmeta>'


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ('AltTextSourceType="SourceCustom" CustomAltText="A jug"', ("A jug", False)),
        ('AltTextSourceType="SourceXMLStructure" CustomAltText="$ID/"', ("", False)),
        ('AltTextSourceType="SourceXMPDescription" CustomAltText="$ID/"', ("A cup & a saucer", False)),
        ('AltTextSourceType="SourceXMPHeadline"', ("Coffee", False)),
        ('AltTextSourceType="SourceXMPTitle"', ("", False)),
        ('ApplyTagType="TagArtifact"', ("", True)),
    ],
)
def test_object_export_options_say_what_a_picture_shows_or_that_it_is_decoration(option: str, expected: tuple[str, bool]) -> None:
    placed = image(contents=PNG + XMP.encode()) + f"<ObjectExportOption {option}/>"

    (item,) = read_items(rectangle("r1", box=(0, 0, 10, 20), inner=placed)).pages[0].items

    assert (item.alternative_text, item.decoration) == expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('ClippingType="None"', None),
        ('ClippingType="AlphaChannel"', None),
        ('ClippingType="PhotoshopPath" AppliedPathName="Path 1" InvertPath="true"', ("photoshop", "Path 1", True)),
        ('ClippingType="DetectEdges" Threshold="40"', ("edges", "", False)),
    ],
)
def test_clipping_paths_are_kept(settings: str, expected: tuple[str, str, bool] | None) -> None:
    placed = image(contents=PNG).replace("</Image>", f"<ClippingPathSettings {settings}/></Image>")

    (item,) = read_items(rectangle("r1", box=(0, 0, 10, 20), inner=placed)).pages[0].items

    clip = item.graphic.clip if item.graphic else None
    assert (None if clip is None else (clip.kind, clip.name, clip.invert)) == expected


@pytest.mark.parametrize(("data", "told"), [(b"8BPS", ["a channel of its file"]), (b"II*\0", ["a channel of its file"]), (PNG, [])])
def test_an_alpha_channel_that_clips_is_told_where_a_file_may_have_several(data: bytes, told: list[str]) -> None:
    settings = '<ClippingPathSettings ClippingType="AlphaChannel"/></Image>'

    document = read_items(rectangle("r1", box=(0, 0, 10, 20), inner=image(contents=data).replace("</Image>", settings)))

    assert ["a channel of its file" for finding in document.findings if "clipped by a channel of its file" in finding.message] == told


def pasted(tables: Sequence[bytes], *, kind: str = "AxialShade") -> str:
    """A gradient as Illustrator's clipboard leaves it in Graphic.xml."""
    head = struct.pack(">6d4I", 30, -40, 40, 30, 100, 200, 0x00010001, 0, 2, len(tables))
    body = b"".join(b"\0\0%c\0\0\0\x08\0\0\0%c%b\x3f\xf0" % (len(table), len(table), table) for table in tables)
    contents = base64.b64encode(head + body).decode()
    return (
        f'<PastedSmoothShade Self="PastedSmoothShade/u1" ContentsType="{kind}" ContentsMatrix="1 0 0 -1 0 500">'
        f"<Properties><Contents><![CDATA[{contents}]]></Contents></Properties></PastedSmoothShade>"
    )


def filled_with(graphic: str) -> Document:
    return read_items(rectangle("r1", box=(0, 0, 10, 10), FillColor="PastedSmoothShade/u1"), graphic=graphic)


def test_a_gradient_pasted_from_illustrator_is_one_of_its_samples() -> None:
    document = filled_with(pasted([b"\x00\xff", b"\x00\x00", b"\x00\x00", b"\x33\x00"]))

    (item,) = document.pages[0].items
    gradient = document.gradients[item.fill.swatch]
    assert [(document.swatches[stop.ink.swatch].values, stop.location) for stop in gradient.stops] == [
        ((0, 0, 0, 20), 0),
        ((100, 0, 0, 0), 100),
    ]
    assert (item.fill_vector.start, item.fill_vector.length) == ((100, 300), 50)
    assert item.fill_vector.angle_deg == pytest.approx(-53.13, abs=0.01)


@pytest.mark.parametrize("graphic", [pasted([b"\x00\xff"] * 2), pasted([b"\x00\xff"] * 4, kind="ConstantShade"), pasted([])])
def test_one_that_cannot_be_read_is_a_finding(graphic: str) -> None:
    document = filled_with(graphic)

    assert document.pages[0].items[0].fill is None
    assert [(finding.code, finding.level) for finding in document.findings] == [("not-drawn", "warning")]
