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


def colour_font(*characters):
    """One glyph, U+2605 or others: its left half red, its right half in the second colour of the palette, blue."""
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
