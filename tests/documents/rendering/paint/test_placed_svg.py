"""Placed SVG files."""

import base64
import io

import msgspec
import pikepdf
import pytest

from documents.rendering import paint
from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.paint import Press
from documents.rendering.paint.svg import to_pdf
from documents.rendering.paint.svg.colours import colour
from tests.documents.rendering.paint import pdf_x4
from tests.documents.rendering.paint.designs import WHITE, design, pdf_of, photograph, picture_of, placed, prepared


def svg(content, attributes='viewBox="0 0 40 20" width="400" height="200"'):
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{content}</svg>'.encode()


def test_a_placed_svg_lies_in_the_units_of_its_view_box():
    picture = picture_of(pdf_of(placed(svg('<rect width="20" height="10" fill="#f00"/>'), form="SVG")))
    assert picture.getpixel((90, 45)) == (255, 0, 0)
    assert picture.getpixel((110, 30)) == picture.getpixel((60, 60)) == WHITE


def test_an_svg_without_a_view_box_has_the_size_of_its_pixels():
    picture = picture_of(pdf_of(placed(svg('<rect width="20" height="10" fill="#f00"/>', 'width="40" height="20"'), form="SVG")))
    assert picture.getpixel((90, 45)) == (255, 0, 0)
    assert picture.getpixel((110, 30)) == WHITE


def test_an_svg_fetches_nothing(tmp_path):
    (tmp_path / "secret.png").write_bytes(photograph(kind="PNG"))
    content = f'<image width="40" height="20" xlink:href="{tmp_path}/secret.png"/><rect x="30" width="10" height="20" fill="#00f"/>'
    picture = picture_of(pdf_of(placed(svg(content), form="SVG")))
    assert picture.getpixel((60, 50)) == WHITE
    assert picture.getpixel((170, 50)) == (0, 0, 255)


@pytest.mark.parametrize("data", [b"", b"<svg", b"not an svg"])
def test_an_svg_that_cannot_be_read_is_a_finding(data):
    _, findings = paint.prepare(placed(data, form="SVG"), FontLibrary({}, FontSources()))
    assert [f.code for f in findings] == ["unreadable-picture"]


GRADIENT = (
    '<linearGradient id="g" x2="100%"><stop stop-color="#f00"/><stop offset="1" stop-color="#00f" stop-opacity="{}"/></linearGradient>'
)
BOTH = '<rect id="r" width="20" height="20" fill="#f00"/><rect x="20" width="20" height="20" fill="#00f"/>'
RED, BLUE, GREEN = (255, 0, 0), (0, 0, 255), (0, 128, 0)


@pytest.mark.parametrize(
    ("content", "left", "right"),
    [
        (
            "<style>.a{fill:#f00} rect#b{fill:blue}</style>" + BOTH.replace('fill="#f00"', 'class="a"').replace('fill="#00f"', 'id="b"'),
            RED,
            BLUE,
        ),
        ('<style>:root{--a:#f00}</style><rect width="40" height="20" style="fill:var(--a)"/>', RED, RED),
        ('<g color="red"><rect width="40" height="20" fill="currentColor"/></g>', RED, RED),
        (f'<g opacity=".5">{BOTH}<rect width="40" height="20" fill="#f00"/></g>', (255, 127, 127), (255, 127, 127)),
        (f'<clipPath id="c"><circle cx="10" cy="10" r="9"/></clipPath><g clip-path="url(#c)">{BOTH}</g>', RED, WHITE),
        (f'<mask id="m"><rect width="20" height="20" fill="#fff"/></mask><g mask="url(#m)">{BOTH}</g>', RED, WHITE),
        (f'{BOTH}<rect width="40" height="20" fill="#ff0" style="mix-blend-mode:multiply"/>', RED, (0, 0, 0)),
        (f'<defs>{BOTH}</defs><use href="#r"/><use xlink:href="#r" x="20" fill="#00f"/>', RED, RED),
        (
            '<symbol id="s" viewBox="0 0 4 4"><path d="M0 0h4v4h-4z"/></symbol><use href="#s" width="20" height="20" fill="#f00"/>',
            RED,
            WHITE,
        ),
        ('<svg x="20" width="20" height="20" viewBox="0 0 1 1"><path d="M0 0H1V1H0" fill="#00f"/></svg>', WHITE, BLUE),
        (GRADIENT.format(1) + '<rect width="40" height="20" fill="url(#g)"/>', (191, 0, 64), (64, 0, 191)),
        (GRADIENT.format(0) + '<rect width="40" height="20" fill="url(#g)"/>', (207, 63, 112), (207, 191, 239)),
        (GRADIENT.format(1) + '<path d="M0 10L40 10.01" fill="none" stroke="url(#g)" stroke-width="20"/>', (191, 0, 64), (64, 0, 191)),
        (
            '<pattern id="p" width="20" height="20" patternUnits="userSpaceOnUse"><rect x="5" width="10" height="20" fill="green"/>'
            '</pattern><rect width="40" height="20" fill="url(#p)"/>',
            GREEN,
            GREEN,
        ),
        (
            '<marker id="k" markerWidth="4" markerHeight="4" refX="2" refY="2" markerUnits="userSpaceOnUse">'
            '<rect width="4" height="4" fill="green"/></marker><path d="M10 10L35 10" stroke="red" marker-start="url(#k)"/>',
            GREEN,
            RED,
        ),
        ('<path fill="#f00" fill-rule="evenodd" d="M0 0H40V20H0ZM20 0H40V20H20Z"/>', RED, WHITE),
        ('<path fill="#f00" d="M1 10a9 9 0 1118 0a9 9 0 11-18 0"/>', RED, WHITE),
        ('<path fill="#f00" d="M0 0c10 0 10 0 20 0s0 10 0 20q-10 0-20 0t0-20"/>', RED, WHITE),
        (f'<switch><foreignObject requiredExtensions="x"/><g>{BOTH}</g></switch>', RED, BLUE),
        (f'<g display="none">{BOTH}</g><rect width="40" height="20" visibility="hidden"/>', WHITE, WHITE),
        ('<g transform="translate(20) scale(.5 1)"><rect width="40" height="20" fill="blue"/></g>', WHITE, BLUE),
        ('<path d="M0 10H40" stroke="#f00" stroke-width="20" stroke-dasharray="20 30"/>', RED, WHITE),
    ],
)
def test_it_looks_as_in_browsers(content, left, right):
    document = placed(svg(content), form="SVG")
    for quality in ("Print", "Display"):
        picture = picture_of(pdf_of(document, quality=quality))
        assert picture.getpixel((60, 50)) == pytest.approx(left, abs=4)
        assert picture.getpixel((140, 50)) == pytest.approx(right, abs=4)
    assert lacks_of(document) == []


@pytest.mark.parametrize(
    ("said", "seen"),  # as Chromium shows them
    [
        ("lab(29.2345% 39.3825 20.0664)", (125, 35, 41)),
        ("lch(50 40 30)", (178, 93, 87)),
        ("oklab(.5 .1 .1)", (161, 66, 3)),
        ("oklch(40.1% 0.123 21.57)", (125, 36, 41)),
        ("color(display-p3 .5 .25 .25)", (137, 59, 62)),
        ("color(display-p3 .2 .6 none)", (0, 156, 0)),
        ("color(srgb-linear .5 .2 .1)", (188, 124, 89)),
        ("color(xyz .3 .2 .1)", (206, 84, 81)),
        ("color(xyz-d50 .3 .2 .1)", (198, 86, 96)),
        ("lab(1e999 1e999 0)", (255, 255, 255)),
    ],
)
def test_colours_of_other_spaces_are_the_nearest_of_a_screen(said, seen):
    found = colour(said)

    assert found is not None
    assert [round(part * 255) for part in found[:3]] == pytest.approx(seen, abs=1)


def test_a_style_of_wider_gamut_is_painted():
    content = '<rect width="40" height="20" fill="#f00" style="fill:color(display-p3 0 0 1)"/>'

    assert picture_of(pdf_of(placed(svg(content), form="SVG"))).getpixel((100, 50)) == pytest.approx(BLUE, abs=4)


def lacks_of(document):
    findings = paint.prepare(document, FontLibrary({}, FontSources()))[1]
    return [finding.message.rpartition(": ")[2] for finding in findings]


def test_its_pictures_are_those_that_it_holds():
    held = base64.b64encode(photograph(kind="PNG", colour=(0, 0, 255))).decode()
    document = placed(svg(f'<image width="40" height="20" href="data:image/png;base64,{held}"/>'), form="SVG")
    assert picture_of(pdf_of(document)).getpixel((100, 50)) == BLUE


def test_its_text_is_outlines_of_the_designs_fonts():
    content = (
        '<text x="20" y="16" font-size="16" font-family="DejaVu Sans" text-anchor="middle" fill="#f00">█<tspan fill="#00f">█</tspan></text>'
    )
    document = placed(svg(content), form="SVG")

    pdf = pdf_of(document)

    picture = picture_of(pdf)
    assert picture.getpixel((80, 50)) == RED
    assert picture.getpixel((120, 50)) == BLUE
    assert lacks_of(document) == []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert not [each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]


def test_a_file_with_it_may_follow_the_standards():
    document = placed(svg(GRADIENT.format(0.5) + f'<g opacity=".5">{BOTH}</g><rect width="40" height="9" fill="url(#g)"/>'), form="SVG")
    pdf, _ = paint.render(prepared(document), {}, quality="Print", strict=True, title="T", language="en", press=Press(standard="PDF/X-4"))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for rule in pdf_x4.RULES:
            rule(file)


@pytest.mark.parametrize(
    ("content", "lack"),
    [
        ('<filter id="f"/><g filter="url(#f)"/>', "filters (shadows, blurs and the like)"),
        ('<image href="https://a.example/a.png" width="9" height="9"/>', "pictures in other files"),
        ('<image href="data:image/png;base64,AAAA" width="9" height="9"/>', "pictures that cannot be read"),
        ('<use href="other.svg#a"/>', "parts of other files"),
        ("<text><textPath>x</textPath></text>", "text on a path"),
        ('<text x="1 2 3">abc</text>', "letters placed one by one"),
        ('<text font-family="Nowhere Sans">abc</text>', "the font Nowhere Sans Regular, in whose place"),
        ("<text font-family='DejaVu Sans'>\u2ffc</text>", "letters that DejaVu Sans lacks"),
        ("<foreignObject/>", "HTML within it"),
        ("<flowRoot/>", "elements “flowRoot”"),
        ('<rect width="9" height="9" fill="color(rec2020 1 0 0)"/>', "colours like “color(rec2020 1 0 0)”"),
        (
            GRADIENT.format(1).replace("x2=", 'spreadMethod="repeat" x2=') + '<rect width="9" height="9" fill="url(#g)"/>',
            "gradients that repeat",
        ),
    ],
)
def test_what_is_not_drawn_is_told(content, lack):
    (told,) = lacks_of(placed(svg(content), form="SVG"))
    assert told.startswith(lack)


def test_elements_that_draw_each_other_without_end_are_refused():
    doubled = "".join(f'<g id="a{n}"><use href="#a{n + 1}"/><use href="#a{n + 1}"/></g>' for n in range(19))
    (told,) = lacks_of(placed(svg(f'<defs>{doubled}<g id="a19"><rect width="1" height="1"/></g></defs><use href="#a0"/>'), form="SVG"))
    assert "without end" in told
    ring = '<g id="a"><use href="#a"/><rect width="40" height="20" fill="#f00"/></g>'
    assert picture_of(pdf_of(placed(svg(ring), form="SVG"))).getpixel((100, 50)) == RED


@pytest.mark.parametrize("units", [0.001, 1, 2000])
def test_its_units_may_be_of_any_size(units):
    content = f'<rect width="{20 * units}" height="{20 * units}" fill="#f00"/>'
    drawn = to_pdf(svg(content, f'viewBox="0 0 {40 * units} {20 * units}"'), lambda *_: pytest.fail("no text"))
    assert (drawn.width, drawn.height) == (40 * units, 20 * units)
    document = placed(svg(content, f'viewBox="0 0 {40 * units} {20 * units}"'), form="SVG")
    graphic = msgspec.structs.replace(document.pages[0].items[0].graphic, bounds=(0, 0, 40 * units, 20 * units), matrix=matrix(units))
    item = msgspec.structs.replace(document.pages[0].items[0], graphic=graphic)
    picture = picture_of(pdf_of(design(item, assets=document.assets)))
    assert picture.getpixel((96, 50)) == RED
    assert picture.getpixel((104, 50)) == WHITE


def matrix(units):
    return (4 / units, 0, 0, 4 / units, 20, 10)


def test_entities_are_its_own_and_never_another_files(tmp_path):
    (tmp_path / "secret").write_text("#f00")
    declared = f'<!DOCTYPE svg [<!ENTITY own "#00f"><!ENTITY other SYSTEM "{tmp_path}/secret">]>'
    own, other = (declared.encode() + svg(f'<rect width="40" height="20" fill="{fill}"/><g>{text}</g>') for fill, text in ENTITIES)
    assert picture_of(pdf_of(placed(own, form="SVG"))).getpixel((60, 80)) == BLUE
    assert lacks_of(placed(other, form="SVG")) == ["it holds no SVG that can be read."]


ENTITIES = (("&own;", ""), ("#00f", "&other;"))
