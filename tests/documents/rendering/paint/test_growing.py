"""Frames that fit their text, and effects that fields change: both are painted for each document."""

import pytest

from documents.rendering.document import Corner, Effect, Item, Page, StrokeFormat, Transparency
from documents.rendering.text.model import CharacterFormat, FrameBox, Ink, Paragraph, ParagraphFormat, Run, Story
from tests.documents.rendering.paint.designs import BLACK, BLUE, RED, design, pdf_of, picture_of, rectangle

LONG = "So many words that they need several lines in a frame that is so narrow"
SHADOW = {"EffectColor": "Color/Black", "BlendMode": "Multiply", "Opacity": 100.0, "Size": 0.0, "XOffset": 0.0, "YOffset": 20.0}
WHITE = (255, 255, 255)


def framed(*, text="<<Words>>", field="Words", auto_size="height", ink=BLUE, size=10.0, **item):
    """A frame of 100 by 20 at the page's left top, whose text is a field's."""
    look = CharacterFormat(family="DejaVu Sans", style="Book", size_pt=size, fill=ink)
    box = FrameBox(id="f", name="f", left_pt=20, top_pt=20, width_pt=100, height_pt=20, auto_size=auto_size, auto_size_from=(0.5, 0.0))
    story = Story(
        id="s", paragraphs=(Paragraph(format=ParagraphFormat(), runs=(Run(format=look, text=text, field=field),), end=look),), frames=("f",)
    )
    frame = Item(**{"id": "f", "kind": "text-frame", "paths": rectangle(20, 20, 120, 40), "frame": "f"} | item)
    return design(pages=(Page(name="1", width_pt=200, height_pt=150, items=(frame,)),), frames={"f": box}, stories=(story,))


@pytest.mark.parametrize("quality", ["Display", "Print"])
def test_a_frame_grows_with_its_text_and_so_do_its_fill_and_its_stroke(quality):
    document = framed(fill=RED, stroke=StrokeFormat(ink=BLACK, weight_pt=4))

    short = picture_of(pdf_of(document, {"Words": "Few"}, quality=quality))
    long = picture_of(pdf_of(document, {"Words": LONG}, quality=quality))

    assert short.getpixel((115, 60)) == WHITE
    red, bottom = long.getpixel((110, 60)), max(y for y in range(150) if long.getpixel((70, y)) != WHITE)
    assert red[0] > 200
    assert red[1] < 60
    assert bottom > 62
    assert long.getpixel((70, bottom - 2))[0] < 60  # the stroke
    assert max(y for y in range(150) if short.getpixel((70, y)) != WHITE) < 40  # one line needs less than was designed


def test_a_frame_of_static_text_that_does_not_fit_grows_once():
    picture = picture_of(pdf_of(framed(text=LONG, field=None, fill=RED)))

    assert picture.getpixel((117, 55))[0] > 200
    assert picture.getpixel((117, 55))[1] < 60


def test_rounded_corners_keep_their_radius():
    picture = picture_of(pdf_of(framed(fill=RED, corners=(Corner("RoundedCorner", 8),) * 4), {"Words": LONG}))

    bottom = max(y for y in range(150) if picture.getpixel((70, y)) != WHITE)
    assert picture.getpixel((20, bottom)) == WHITE
    assert picture.getpixel((21, bottom - 9)) != WHITE


def test_the_shadow_of_a_frame_grows_with_it():
    look = Transparency(effects=(Effect(kind="drop-shadow", values=SHADOW),))

    picture = picture_of(pdf_of(framed(fill=RED, transparency=look), {"Words": LONG}))

    bottom = max(y for y in range(150) if picture.getpixel((70, y))[0] > 200 and picture.getpixel((70, y))[1] < 60)
    assert bottom > 60
    assert picture.getpixel((70, bottom + 10))[0] < 60


@pytest.mark.parametrize("quality", ["Display", "Print"])
def test_a_fields_text_casts_its_own_shadow(quality):
    look = Transparency(effects=(Effect(kind="drop-shadow", values=SHADOW | {"YOffset": 40.0}),))
    document = framed(auto_size="off", ink=Ink("Color/Blue"), size=16.0, transparency=look)

    one, two = (picture_of(pdf_of(document, {"Words": words}, quality=quality)).crop((0, 65, 200, 90)) for words in ("I", "WWWWW"))

    dark = [sum(grey < 120 for grey in picture.convert("L").tobytes()) for picture in (one, two)]
    assert 0 < dark[0] * 3 < dark[1]


def test_the_same_values_give_the_same_bytes():
    look = Transparency(effects=(Effect(kind="drop-shadow", values=SHADOW),))
    document = framed(fill=RED, transparency=look)

    assert pdf_of(document, {"Words": LONG}) == pdf_of(document, {"Words": LONG})


def test_a_frame_within_a_group_that_is_moved_and_seen_through_grows_as_well():
    document = framed(fill=RED)
    (frame,) = document.pages[0].items
    group = Item(id="g", kind="group", children=(frame,), matrix=(1, 0, 0, 1, 60, 50), transparency=Transparency(opacity=0.5))
    moved = design(pages=(Page(name="1", width_pt=200, height_pt=150, items=(group,)),), frames=document.frames, stories=document.stories)

    picture = picture_of(pdf_of(moved, {"Words": LONG}))

    assert picture.getpixel((177, 108)) == pytest.approx((246, 142, 146), abs=8)
    assert picture.getpixel((177, 140)) == WHITE


def test_a_group_casts_the_shadow_of_text_that_is_seen_through_within_it():
    document = framed(auto_size="off", size=16.0, transparency=Transparency(opacity=0.8))
    look = Transparency(effects=(Effect(kind="drop-shadow", values=SHADOW | {"YOffset": 40.0}),))
    group = Item(id="g", kind="group", children=document.pages[0].items, transparency=look)
    grouped = design(pages=(Page(name="1", width_pt=200, height_pt=150, items=(group,)),), frames=document.frames, stories=document.stories)

    picture = picture_of(pdf_of(grouped, {"Words": "WWWWW"})).crop((0, 65, 200, 90)).convert("L")

    assert picture.getextrema()[0] < 130


def test_what_grows_within_two_forms_is_not_cut():
    document = framed(fill=RED, transparency=Transparency(opacity=0.5))
    group = Item(id="g", kind="group", children=document.pages[0].items, transparency=Transparency(blend="Multiply"))
    grouped = design(pages=(Page(name="1", width_pt=200, height_pt=150, items=(group,)),), frames=document.frames, stories=document.stories)

    assert picture_of(pdf_of(grouped, {"Words": LONG})).getpixel((117, 58)) != WHITE
