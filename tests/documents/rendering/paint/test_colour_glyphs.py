import io

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from documents.rendering import engine
from documents.rendering.fonts import FontSources
from documents.rendering.output import Output
from tests.documents.rendering.idml_builder import build_idml, package, paragraph, text_frame
from tests.documents.rendering.paint.designs import picture_of, text_of


def square(left, right):
    pen = TTGlyphPen(None)
    for index, point in enumerate([(left, 0), (left, 800), (right, 800), (right, 0)]):
        (pen.lineTo if index else pen.moveTo)(point)
    pen.closePath()
    return pen.glyph()


def colour_font(*characters, version=0):
    """One glyph, U+2605 or others: its left half red, its right half in the second colour of the palette, blue.

    version   1: the right half is a gradient from blue to red
    """
    font = FontBuilder(1000, isTTF=True)
    order = [".notdef", "star", "left", "right"]
    font.setupGlyphOrder(order)
    font.setupCharacterMap(dict.fromkeys(characters or [0x2605], "star"))
    font.setupGlyf(dict(zip(order, (square(0, 10), square(0, 1000), square(0, 500), square(500, 1000)), strict=True)))
    font.setupHorizontalMetrics({name: (1000, 500 if name == "right" else 0) for name in order})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Colours", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    font.setupPost()
    stops = [{"StopOffset": 0.0, "PaletteIndex": 1, "Alpha": 1.0}, {"StopOffset": 1.0, "PaletteIndex": 0, "Alpha": 1.0}]
    line = {"ColorLine": {"Extend": "pad", "ColorStop": stops}, "x0": 500, "y0": 0, "x1": 1000, "y1": 0, "x2": 500, "y2": 800}
    layers = [
        {"Format": 10, "Paint": {"Format": 2, "PaletteIndex": 0, "Alpha": 1.0}, "Glyph": "left"},
        {"Format": 10, "Paint": {"Format": 4, **line}, "Glyph": "right"},
    ]
    if version:
        font.setupCOLR({"star": {"Format": 1, "Layers": layers}}, version=1)
    else:
        font.setupCOLR({"star": [("left", 0), ("right", 1)]}, version=0)
    font.setupCPAL([[(1, 0, 0, 1), (0, 0, 1, 1)]])
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def test_layers_are_drawn_in_their_colours_and_the_character_is_still_text():
    properties = '<AppliedFont type="string">Colours</AppliedFont>'
    content = paragraph("<Content>&lt;&lt;Mark&gt;&gt;</Content>", properties=properties, FontStyle="Regular", PointSize=50)
    design = build_idml(stories={"s1": content}, spread_items=text_frame("f1", story="s1", box=(0, 0, 200, 80)), page_size=(200, 80))
    prepared = engine.prepare(package(design, fonts={"colours.ttf": colour_font()}), fonts=FontSources(system=False))
    pdf = engine.render(prepared, {"Mark": "★★"}, Output(strict=True))[0].content
    picture = picture_of(pdf)
    assert [picture.getpixel((x, 20)) for x in (10, 40, 60, 90)] == [(255, 0, 0), (0, 0, 255)] * 2
    assert text_of(pdf) == "★★"


def test_a_painting_has_its_gradients():
    properties = '<AppliedFont type="string">Colours</AppliedFont>'
    content = paragraph("<Content>&lt;&lt;Mark&gt;&gt; ★</Content>", properties=properties, FontStyle="Regular", PointSize=50)
    design = build_idml(stories={"s1": content}, spread_items=text_frame("f1", story="s1", box=(0, 0, 200, 80)), page_size=(200, 80))
    fonts = {"colours.ttf": colour_font(0x2605, 0x20, version=1)}
    prepared = engine.prepare(package(design, fonts=fonts), fonts=FontSources(system=False))
    assert not [found for found in prepared.findings if found.code == "not-drawn"]
    pdf = engine.render(prepared, {"Mark": "★"}, Output(strict=True))[0].content
    picture = picture_of(pdf)
    assert picture.getpixel((10, 20)) == (255, 0, 0)
    reds = [picture.getpixel((x, 20))[0] for x in (27, 37, 47)]
    assert reds == sorted(reds)
    assert reds[0] < 60
    assert reds[2] > 200
    assert "★" in text_of(pdf)
