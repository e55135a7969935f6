"""Which font a family and a style mean, and what a face tells."""

import struct
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from fontTools.designspaceLib import DesignSpaceDocument
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.varLib import build as build_variable

from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.fonts.names import look, plain
from personalia_site.errors import MissingFont

LIBERATION = Path("/usr/share/fonts/truetype/liberation")
NOWHERE = FontSources(system=False)


def made(family="Testface", style="Regular", *, ascent=800, names=None, width=500) -> TTFont:
    """A font with one letter, A."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((width - 100, 0))
    pen.lineTo((200, 700))
    pen.closePath()
    empty = TTGlyphPen(None).glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    builder.setupGlyf({".notdef": empty, "A": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (width, 0)})
    builder.setupHorizontalHeader(ascent=950, descent=-250)
    builder.setupNameTable({"familyName": family, "styleName": style, "psName": f"{family}-{style}".replace(" ", ""), **(names or {})})
    builder.setupOS2(sTypoAscender=ascent, sTypoDescender=-200, sCapHeight=700, sxHeight=500, usWeightClass=400)
    builder.setupPost(underlinePosition=-75, underlineThickness=50)
    return builder.font


def saved(font) -> bytes:
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def library(*fonts, **sources) -> FontLibrary:
    return FontLibrary({f"{number}.ttf": saved(font) for number, font in enumerate(fonts)}, FontSources(**{"system": False, **sources}))


def liberation() -> FontLibrary:
    """Liberation's families and nothing else: what is installed beside them must not matter."""
    return FontLibrary({}, FontSources(library={path.name: path.read_bytes() for path in LIBERATION.glob("*.ttf")}, system=False))


def test_the_package_comes_before_the_library_and_the_library_before_the_system():
    package, shelf = saved(made("Liberation Sans", ascent=600)), saved(made("Liberation Sans", ascent=700))

    assert FontLibrary({"a.ttf": package}, FontSources(library={"b.ttf": shelf})).find("Liberation Sans", "Regular").face.ascent == 0.6
    assert FontLibrary({}, FontSources(library={"b.ttf": shelf})).find("Liberation Sans", "Regular").face.ascent == 0.7
    assert FontLibrary({}, FontSources()).find("Liberation Sans", "Regular").face.upem == 2048


@pytest.mark.parametrize(
    ("family", "style"),
    [
        ("Testface", "Semibold"),
        ("testface", "SEMIBOLD"),
        ("Testface", "Semi Bold"),
        ("Testface Semibold", "Regular"),
    ],
)
def test_names_are_matched_as_designers_and_fonts_write_them(family, style):
    names = {"familyName": "Testface Semibold", "styleName": "Regular", "typographicFamily": "Testface", "typographicSubfamily": "SemiBold"}

    match = library(made(), made("Testface Semibold", names=names, ascent=555)).find(family, style)

    assert (match.face.ascent, match.substituted) == (0.555, "")


@pytest.mark.parametrize("style", ["Regular", "Roman", "Book", "Normal"])
def test_plain_styles_mean_the_same(style):
    assert library(made(style="Book")).find("Testface", style).substituted == ""


def test_a_family_with_another_name_in_its_file_is_found_by_what_the_design_says_of_it():
    fonts = library(made("Neue Schrift", "Kräftig", names={"psName": "NS-65"}), made("Other", "Medium"))
    fonts.learn({("New Type", "Medium"): ("NS-65", "Neue Schrift Kräftig")})

    assert (fonts.find("New Type", "Medium").got, fonts.find("New Type", "Medium").substituted) == ("Neue Schrift Kräftig", "")
    assert fonts.find("New Type", "Bold").substituted


def test_oblique_is_italic_when_there_is_no_other():
    match = library(made(style="Bold Oblique"), made(style="Oblique")).find("Testface", "Italic")

    assert (match.got, match.substituted) == ("Testface Oblique", "")


def test_a_missing_style_takes_the_nearest_one_and_says_so():
    match = library(made(style="Light"), made(style="Bold"), made(style="Bold Italic")).find("Testface", "Black")

    assert (match.got, match.substituted, match.asked) == ("Testface Bold", "last-resort", "Testface Black")


@pytest.mark.parametrize(
    ("family", "style", "got"),
    [
        ("Arial", "Bold", "Liberation Sans Bold"),
        ("Helvetica", "Oblique", "Liberation Sans Italic"),
        ("Times New Roman", "Regular", "Liberation Serif Regular"),
        ("Courier New", "Bold Italic", "Liberation Mono Bold Italic"),
    ],
)
def test_a_font_of_the_same_widths_stands_in(family, style, got):
    match = liberation().find(family, style)

    assert (match.got, match.substituted) == (got, "metric-compatible")


@pytest.mark.parametrize(
    ("family", "start"), [("Minion Pro", "Liberation Serif"), ("Myriad Pro", "Liberation Sans"), ("Nowhere Mono", "Liberation Mono")]
)
def test_otherwise_one_of_the_same_kind_is_the_last_resort(family, start):
    match = liberation().find(family, "Bold")

    assert (match.got, match.substituted) == (f"{start} Bold", "last-resort")


def test_a_substitute_keeps_the_known_ascent_and_underline_of_the_font_it_stands_for():
    assert liberation().find("Minion Pro", "Regular").ascent == 0.727
    assert liberation().find("Arial", "Regular").underline == (0.106, 0.0732)
    assert library(made("Minion Pro")).find("Minion Pro", "Regular").ascent == 0.8


def test_without_any_font_the_error_names_the_one_asked_for():
    with pytest.raises(MissingFont) as caught:
        FontLibrary({}, NOWHERE).find("Minion Pro", "Regular")

    assert caught.value.parameters == {"Font": "Minion Pro Regular"}


@pytest.mark.parametrize(
    "data", [b"", b"no font", b"\0\1\0\0" + b"\xff" * 60, b"wOFF" + b"\0" * 60, b"wOF2" + b"\0" * 60, b"ttcf" + b"\xff" * 40]
)
def test_a_broken_file_is_reported_and_breaks_nothing(data):
    found = FontLibrary({"bad.ttf": data, "good.ttf": saved(made())}, NOWHERE)

    assert list(found.unreadable) == ["bad.ttf"]
    assert found.find("Testface", "Regular").substituted == ""


def test_a_font_cut_off_in_its_middle_breaks_nothing():
    whole = (LIBERATION / "LiberationSans-Regular.ttf").read_bytes()

    for share in (0.1, 0.5, 0.9):
        found = FontLibrary({"cut.ttf": whole[: int(len(whole) * share)], "good.ttf": saved(made())}, NOWHERE)
        assert found.find("Testface", "Regular").face.ascent == 0.8


@pytest.mark.parametrize("flavor", ["woff", "woff2"])
def test_web_fonts_are_unpacked(flavor):
    font = made()
    font.flavor = flavor

    face = library(font).find("Testface", "Regular").face

    assert face.data[:4] == b"\0\1\0\0"
    assert face.glyph(65) == 1


def test_every_font_of_a_collection_is_found_and_stands_alone():
    collection = TTCollection()
    collection.fonts = [made("One"), made("Two", ascent=333)]
    found = FontLibrary({"both.ttc": saved(collection)}, NOWHERE)

    face = found.find("Two", "Regular").face

    assert face.ascent == 0.333
    assert TTFont(BytesIO(face.data), checkChecksums=2)["name"].getDebugName(1) == "Two"


def variable() -> bytes:
    """One axis, weight 400 to 700, with the named styles Regular and Bold; A is 500 to 700 wide."""
    space = DesignSpaceDocument()
    space.addAxisDescriptor(tag="wght", name="Weight", minimum=400, default=400, maximum=700)
    for weight, width in ((400, 500), (700, 700)):
        space.addSourceDescriptor(font=made("Varia", width=width), location={"Weight": weight})
    for name, weight in (("Regular", 400), ("Bold", 700)):
        space.addInstanceDescriptor(familyName="Varia", styleName=name, location={"Weight": weight})
    return saved(build_variable(space)[0])


@pytest.mark.parametrize(("style", "advance"), [("Regular", 0.5), ("Bold", 0.7)])
def test_a_named_style_of_a_variable_font_becomes_a_static_font(style, advance):
    match = FontLibrary({"varia.ttf": variable()}, NOWHERE).find("Varia", style)

    assert match.substituted == ""
    assert match.face.advance(1) == advance
    assert "fvar" not in TTFont(BytesIO(match.face.data))


def test_metrics_are_those_of_the_tables():
    face = library(made()).find("Testface", "Regular").face

    assert (face.ascent, face.descent, face.cap_height, face.x_height) == (0.8, 0.2, 0.7, 0.5)
    assert face.underline == (0.075, 0.05)
    assert face.postscript_name == "Testface-Regular"
    assert (face.upem, face.is_cff, face.has_colour, face.embeddable) == (1000, False, False, True)
    assert face.bbox == (0.0, 0.0, 0.4, 0.7)


def test_a_restricted_licence_forbids_embedding():
    font = made()
    font["OS/2"].fsType = 0x0002

    assert not library(font).find("Testface", "Regular").face.embeddable


def test_the_key_depends_on_the_content_alone():
    data = saved(made())

    keys = {FontLibrary({name: data}, NOWHERE).find("Testface", "Regular").key for name in ("a.ttf", "b.ttf")}

    assert len(keys) == 1
    assert keys != {library(made(ascent=801)).find("Testface", "Regular").key}


def test_an_exported_library_finds_the_same_without_the_system():
    full = liberation()
    match = full.find("Arial", "Bold")
    full.find("Liberation Serif", "Regular")

    packed = full.export([match.key])
    again = FontLibrary.of_faces(packed).find("Arial", "Bold")

    assert len(packed) == 1
    assert (again.key, again.substituted, again.got) == (match.key, "metric-compatible", "Liberation Sans Bold")


@pytest.mark.parametrize(
    ("style", "weight", "italic", "width"),
    [
        ("Regular", 400, False, ""),
        ("SemiBold Italic", 600, True, ""),
        ("Condensed Light", 300, False, "condensed"),
        ("Black Oblique", 900, True, ""),
    ],
)
def test_a_styles_name_says_its_look(style, weight, italic, width):
    found = look(style)

    assert (found.weight, found.italic, found.width) == (weight, italic, width)


def test_templates_that_are_loaded_share_their_faces():
    library = FontLibrary({"own.ttf": saved(made())}, NOWHERE)
    (entry,) = library.export([library.find("Testface", "Regular").key])

    first, second = (FontLibrary.of_faces([each]) for each in (entry, msgspec.structs.replace(entry)))

    assert first.face(entry.key) is second.face(entry.key)


def test_plain_names_forget_case_and_spacing():
    assert plain("Semi-Bold Italic") == plain("semibold italic")


def test_a_table_that_lies_about_its_length_breaks_nothing():
    data = bytearray(saved(made()))
    at = data.index(b"OS/2")
    struct.pack_into(">I", data, at + 12, 0xFFFFFF)

    assert FontLibrary({"a.ttf": bytes(data)}, NOWHERE).find("Testface", "Regular").face.ascent == 0.8
