import pytest

from documents.rendering import paint
from documents.rendering.document import Effect, Graphic, Item, PartLook, PictureField, StrokeFormat, Transparency
from documents.rendering.fonts import FontLibrary, FontSources
from tests.documents.rendering.paint.designs import BLUE, RED, design, pdf_of, photograph, picture_of, rectangle

PATH = rectangle(60, 30, 140, 70)
SHADOW = {"EffectColor": "Color/Black", "BlendMode": "Multiply", "Opacity": 100.0, "Size": 0.0, "XOffset": 20.0, "YOffset": 10.0}
GLOW = {"EffectColor": "Color/Red", "BlendMode": "Normal", "Opacity": 100.0, "Size": 20.0}


def look_of(kind, values, *, opacity=1.0, fill=BLUE, matrix=(1, 0, 0, 1, 0, 0)):
    effect = Effect(kind=kind, values=values)
    item = Item(id="r", paths=PATH, fill=fill, matrix=matrix, transparency=Transparency(opacity=opacity, effects=(effect,)))
    return picture_of(pdf_of(design(item)))


def test_a_drop_shadow_falls_where_its_offset_says_and_under_the_item():
    picture = look_of("drop-shadow", SHADOW)
    assert picture.getpixel((150, 75)) == pytest.approx((35, 31, 32), abs=4)
    assert picture.getpixel((100, 50)) == (0, 0, 255)
    assert picture.getpixel((165, 60)) == picture.getpixel((50, 60)) == (255, 255, 255)


def test_the_offset_does_not_turn_with_the_item():
    picture = look_of("drop-shadow", SHADOW, matrix=(-1, 0, 0, -1, 200, 100))
    assert picture.getpixel((150, 75)) == pytest.approx((35, 31, 32), abs=4)


def test_a_soft_shadow_is_half_as_dark_at_the_edge_of_what_casts_it():
    picture = look_of("drop-shadow", SHADOW | {"Size": 10.0, "XOffset": 0.0, "YOffset": 20.0})
    grey = picture.getpixel((100, 89))[0]
    assert 115 < grey < 150


def test_an_outer_glow_stays_outside_and_an_inner_glow_inside():
    outer, inner = look_of("outer-glow", GLOW), look_of("inner-glow", GLOW | {"Source": "EdgeSourced"})
    assert outer.getpixel((62, 50)) == (0, 0, 255)
    assert outer.getpixel((57, 50))[1] < 180
    assert inner.getpixel((57, 50)) == (255, 255, 255)
    assert inner.getpixel((62, 50))[0] > 80


def test_an_inner_shadow_lies_inside_on_the_side_of_the_light():
    values = SHADOW | {"Angle": 180.0, "Distance": 10.0}
    picture = look_of("inner-shadow", values, fill=RED)
    assert picture.getpixel((64, 50))[0] < 60
    assert picture.getpixel((100, 50))[0] > 200
    assert picture.getpixel((136, 50))[0] > 200
    assert picture.getpixel((55, 50)) == (255, 255, 255)


def test_a_feather_fades_towards_the_edge():
    picture = look_of("feather", {"Width": 20.0})
    row = [picture.getpixel((x, 50))[0] for x in (61, 65, 70, 80)]
    assert row == sorted(row, reverse=True)
    assert row[0] > 200
    assert picture.getpixel((55, 50)) == (255, 255, 255)


def test_a_gradient_feather_fades_from_left_to_right():
    picture = look_of("gradient-feather", {"Type": "Linear", "Angle": 0.0, "Length": 0.0})
    assert [picture.getpixel((x, 50))[0] for x in (62, 100, 138)] == pytest.approx([6, 128, 249], abs=5)


def test_the_shadow_of_a_frame_with_a_field_falls_from_its_fill():
    effect = Effect(kind="drop-shadow", values=SHADOW)
    item = Item(id="r", paths=PATH, fill=BLUE, picture=PictureField(field="Photo"), transparency=Transparency(effects=(effect,)))
    assert picture_of(pdf_of(design(item))).getpixel((150, 75))[0] < 60


BEVEL = {"Style": "InnerBevel", "Depth": 100.0, "Size": 10.0, "Angle": 180.0, "Altitude": 30.0, "Direction": "Up"} | {
    "HighlightColor": "Color/Paper", "HighlightBlendMode": "Screen", "HighlightOpacity": 75.0,
    "ShadowColor": "Color/Black", "ShadowBlendMode": "Multiply", "ShadowOpacity": 75.0,
}  # fmt: skip


def test_a_bevel_is_light_on_the_side_of_the_light_and_dark_on_the_other():
    up, down = look_of("bevel", BEVEL, fill=RED), look_of("bevel", BEVEL | {"Direction": "Down"}, fill=RED)
    plain = up.getpixel((100, 50))
    assert plain == pytest.approx((237, 28, 36), abs=4)
    assert up.getpixel((63, 50))[2] > plain[2] + 40
    assert up.getpixel((136, 50))[0] < plain[0] - 60
    assert down.getpixel((63, 50))[0] < plain[0] - 60
    assert up.getpixel((55, 50)) == (255, 255, 255)


def test_a_bevel_has_the_measured_strength():
    """5.8: at the edge that faces the light, slope 0.65, I = (0.65 cos 30 + sin 30) / sqrt(1 + 0.65²)."""
    picture = look_of("bevel", BEVEL | {"Size": 20.0, "HighlightOpacity": 100.0}, fill=BLUE)
    for distance in (4, 10, 16):
        slope = 0.65 * (1 - distance / 20)
        light = (slope * 0.8660 + 0.5) / (1 + slope**2) ** 0.5
        assert picture.getpixel((60 + distance, 50))[0] == pytest.approx((light - 0.5) / 0.5 * 255, abs=14)


def test_an_outer_bevel_lies_outside_the_item():
    picture = look_of("bevel", BEVEL | {"Style": "OuterBevel"}, fill=RED)
    assert picture.getpixel((63, 50)) == picture.getpixel((136, 50)) == picture.getpixel((100, 50))
    assert picture.getpixel((143, 50))[0] < 200
    assert picture.getpixel((152, 50)) == (255, 255, 255)


def test_an_emboss_lies_half_on_either_side_of_the_edge():
    picture = look_of("bevel", BEVEL | {"Style": "Emboss"}, fill=RED)
    plain = picture.getpixel((100, 50))
    assert picture.getpixel((137, 50))[0] < plain[0] - 30
    assert picture.getpixel((132, 50)) == pytest.approx(plain, abs=6)
    assert picture.getpixel((142, 50))[0] < 225
    assert picture.getpixel((148, 50)) == (255, 255, 255)


def test_a_pillows_surface_falls_on_both_sides_of_the_edge():
    picture = look_of("bevel", BEVEL | {"Style": "PillowEmboss"}, fill=RED)
    assert picture.getpixel((63, 50))[2] > picture.getpixel((100, 50))[2] + 40  # the inner slope, lit
    assert picture.getpixel((57, 50))[0] < 200  # the outer one, turned away


def test_a_chiselled_slope_is_even():
    picture = look_of("bevel", BEVEL | {"Technique": "ChiselHard", "Size": 20.0}, fill=BLUE)
    lit = [picture.getpixel((x, 50))[0] for x in (66, 70, 74)]
    assert lit[0] > 60
    assert max(lit) - min(lit) < 12


def test_a_precise_glow_falls_evenly():
    glow = {"BlendMode": "Normal", "Opacity": 100.0, "EffectColor": "Color/Black", "Size": 20.0, "Spread": 0.0, "Technique": "Precise"}
    picture = look_of("outer-glow", glow, fill=RED)
    assert [picture.getpixel((140 + distance, 50))[0] for distance in (5, 10, 15)] == pytest.approx([90, 145, 200], abs=14)


def test_a_feather_with_sharp_corners_fades_evenly_and_choke_starts_it_further_in():
    sharp = {"Width": 20.0, "CornerType": "Sharp", "ChokeAmount": 0.0}
    picture, choked = look_of("feather", sharp), look_of("feather", sharp | {"ChokeAmount": 50.0})
    assert [picture.getpixel((60 + distance, 50))[0] for distance in (5, 10, 15)] == pytest.approx([191, 128, 64], abs=14)
    assert choked.getpixel((67, 50))[0] > 245
    assert choked.getpixel((75, 50))[0] == pytest.approx(128, abs=24)


def test_noise_dissolves_a_shadow_into_the_same_dots_each_time():
    pictures = [look_of("drop-shadow", SHADOW | {"Size": 20.0, "Noise": 100.0}) for _ in range(2)]
    assert pictures[0].tobytes() == pictures[1].tobytes()
    edge = {pictures[0].getpixel((x, y)) for x in range(140, 165) for y in range(40, 80)}
    assert len(edge) > 20


def test_a_directional_feather_fades_from_the_sides_that_have_a_width():
    picture = look_of("directional-feather", {"LeftWidth": 20.0, "RightWidth": 0.0, "TopWidth": 0.0, "BottomWidth": 10.0, "Angle": 0.0})
    assert [picture.getpixel((x, 50))[0] for x in (62, 70, 78, 100)] == pytest.approx([229, 128, 26, 0], abs=12)
    assert picture.getpixel((139, 40)) == (0, 0, 255)
    assert picture.getpixel((120, 65))[0] == pytest.approx(128, abs=16)


def test_a_directional_feather_turns_with_its_angle():
    picture = look_of("directional-feather", {"LeftWidth": 20.0, "Angle": 180.0})
    assert picture.getpixel((62, 50)) == (0, 0, 255)
    assert picture.getpixel((130, 50))[0] == pytest.approx(128, abs=16)


@pytest.mark.parametrize(("kind", "values"), [("bevel", {"Style": "A style of later"})])
def test_an_effect_that_is_not_drawn_is_named(kind, values):
    item = Item(id="r", paths=PATH, fill=BLUE, transparency=Transparency(effects=(Effect(kind=kind, values=values),)))
    _, findings = paint.prepare(design(item), FontLibrary({}, FontSources()))
    assert [(f.code, f.pages) for f in findings] == [("not-drawn", ("1",))]
    assert kind in findings[0].message


def test_a_part_has_effects_for_itself():
    effect = Effect(kind="drop-shadow", values=SHADOW, target="stroke")
    stroke = StrokeFormat(ink=RED, weight_pt=4)
    item = Item(id="r", paths=PATH, stroke=stroke, transparency=Transparency(effects=(effect,)))
    picture = picture_of(pdf_of(design(item)))
    assert picture.getpixel((80, 60))[0] < 60  # the shadow of the stroke's left side, through the empty frame
    assert picture.getpixel((110, 55)) == (255, 255, 255)


def test_a_shadow_is_knocked_out_under_what_can_be_seen_through():
    seen, whole = (look_of("drop-shadow", SHADOW | {"KnockedOut": knocked}, opacity=0.5) for knocked in (True, False))
    assert seen.getpixel((120, 60)) == pytest.approx((128, 128, 255), abs=3)
    assert whole.getpixel((120, 60))[2] < 160
    assert seen.getpixel((150, 75))[0] < 60


@pytest.mark.parametrize(("target", "seen"), [("fill", (128, 128, 255)), ("stroke", (0, 0, 255))])
def test_a_part_is_seen_through_by_itself(target, seen):
    look = Transparency(parts=(PartLook(target=target, opacity=0.5),))
    item = Item(id="r", paths=PATH, fill=BLUE, stroke=StrokeFormat(ink=RED, weight_pt=8), transparency=look)
    picture = picture_of(pdf_of(design(item)))
    assert picture.getpixel((100, 50)) == pytest.approx(seen, abs=2)
    plain = target == "fill"
    assert (picture.getpixel((58, 50))[1] < 60) is plain


def test_a_picture_has_effects_for_itself_within_its_frame():
    look = Transparency(effects=(Effect(kind="drop-shadow", values=SHADOW),))
    graphic = Graphic(asset="p", format="JPG", bounds=(0, 0, 20, 10), matrix=(1, 0, 0, 1, 70, 40), transparency=look)
    item = Item(id="r", paths=PATH, graphic=graphic)
    picture = picture_of(pdf_of(design(item, assets={"p": photograph(20, 10)})))
    assert picture.getpixel((80, 45))[0] > 200
    assert picture.getpixel((95, 52))[0] < 200
    assert picture.getpixel((142, 52)) == (255, 255, 255)


def test_a_gradient_feather_has_stops_anywhere_and_midpoints():
    feather = {"Type": "Linear", "Angle": 0.0, "Length": 0.0, "Stops": "25 100 25, 75 0 50"}
    picture = look_of("gradient-feather", feather)
    seen = [picture.getpixel((x, 50))[0] for x in (65, 90, 110, 135)]  # 0 where it is blue alone
    assert seen[0] < 4
    assert seen[1] == pytest.approx(128, abs=10)  # a quarter of the way from 80 to 120
    assert seen[2] > 190
    assert seen[3] > 251


def test_a_shadow_within_what_casts_a_shadow_casts_it_as_well():
    small = Effect(kind="drop-shadow", values=SHADOW | {"XOffset": 0.0, "YOffset": 0.0, "Size": 12.0})
    large = Effect(kind="drop-shadow", values=SHADOW | {"XOffset": 0.0, "YOffset": 45.0})
    item = Item(id="r", paths=rectangle(60, 10, 140, 40), fill=BLUE, transparency=Transparency(effects=(small,)))
    group = Item(id="g", kind="group", children=(item,), transparency=Transparency(effects=(large,)))
    picture = picture_of(pdf_of(design(group))).convert("L")
    assert picture.getpixel((100, 70)) < 60
    assert picture.getpixel((148, 93)) > 200  # in the corner of the box that the inner shadow's mask lies in
    assert 180 < picture.getpixel((100, 91)) < 240  # where the shadow of the inner shadow falls


def test_a_group_that_is_seen_through_does_not_cut_its_members_shadows():
    shadow = Effect(kind="drop-shadow", values=SHADOW | {"XOffset": 0.0, "YOffset": 25.0})
    item = Item(id="r", paths=rectangle(60, 10, 140, 40), fill=BLUE, transparency=Transparency(effects=(shadow,)))
    group = Item(id="g", kind="group", children=(item,), transparency=Transparency(opacity=0.5))
    assert picture_of(pdf_of(design(group))).convert("L").getpixel((100, 60)) < 180
