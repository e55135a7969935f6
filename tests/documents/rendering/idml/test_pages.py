"""Pages, masters, items, frames, wraps, pictures."""

import pytest

from documents.rendering.document import Swatch
from documents.rendering.idml import read_document
from documents.rendering.text.model import Ink
from tests.documents.rendering.idml.reading import image, read_items
from tests.documents.rendering.idml_builder import PACKAGING, build_idml, package, paragraph, rectangle, story, text_frame


def test_an_item_lies_where_transform_and_page_say() -> None:
    """The page is turned into the middle of its spread, as after a resize (painting.md 1.2)."""
    item = rectangle("r1", box=(0, 0, 10, 20), ItemTransform="1 0 0 1 -612 -390")
    page = '<Page Self="p" Name="7" GeometricBounds="-29.2 8.2 821.2 612" ItemTransform="1 0 0 1 -612 -396"/>'
    spread = f'<idPkg:Spread {PACKAGING}><Spread Self="sp0">{page}{item}</Spread></idPkg:Spread>'

    document = read_items("", members={"Spreads/Spread_0.xml": spread.encode()})

    page_read = document.pages[0]
    assert (page_read.name, round(page_read.width_pt, 3), round(page_read.height_pt, 3)) == ("7", 603.8, 850.4)
    assert page_read.items[0].matrix == pytest.approx((1, 0, 0, 1, -8.2, 35.2))


def test_an_item_that_touches_two_pages_is_on_both() -> None:
    left = '<Page Self="p1" Name="2" GeometricBounds="0 0 100 100" ItemTransform="1 0 0 1 -100 0"/>'
    right = '<Page Self="p2" Name="3" GeometricBounds="0 0 100 100" ItemTransform="1 0 0 1 0 0"/>'
    items = rectangle("both", box=(-10, 10, 10, 20)) + text_frame("one", story="s1", box=(20, 20, 90, 90))
    spread = f'<idPkg:Spread {PACKAGING}><Spread Self="sp0" BindingLocation="1">{left}{right}{items}</Spread></idPkg:Spread>'

    document = read_items("", stories={"s1": story("x")}, members={"Spreads/Spread_0.xml": spread.encode()})

    assert [[item.id for item in page.items] for page in document.pages] == [["both"], ["both", "one"]]
    assert [page.items[0].matrix[4] for page in document.pages] == [100.0, 0.0]
    assert (document.frames["one"].page_name, document.frames["one"].right_page) == ("3", True)


def test_master_items_come_first_on_every_page_with_ids_of_their_own() -> None:
    master = rectangle("mr", box=(0, 0, 10, 10)) + text_frame("mf", story="ms", box=(0, 700, 100, 720))
    folio = paragraph("<Content><?ACE 18?></Content>")

    document = read_document(
        package(
            build_idml(
                stories={"ms": folio},
                spread_items=[rectangle("r1", box=(0, 0, 5, 5)), ""],
                masters={"m1": master},
                page_attributes='AppliedMaster="m1"',
                page_names=["1", "2"],
            )
        )
    )

    assert [[item.id for item in page.items] for page in document.pages] == [["mr@0", "mf@0", "r1"], ["mr@1", "mf@1"]]
    assert [entry.id for entry in document.stories] == ["ms@0", "ms@1"]
    assert [document.frames[f"mf@{n}"].page_name for n in (0, 1)] == ["1", "2"]


def test_a_master_item_on_a_higher_layer_lies_over_the_page_s_own_items() -> None:
    layers = '<Layer Self="l1" Name="Pictures"/><Layer Self="l2" Name="Folios"/>'
    master = rectangle("below", box=(0, 0, 9, 9), ItemLayer="l1") + rectangle("above", box=(0, 0, 9, 9), ItemLayer="l2")
    own = rectangle("picture", box=(0, 0, 9, 9), ItemLayer="l1") + rectangle("title", box=(0, 0, 9, 9), ItemLayer="l2")

    document = read_items(own, masters={"m1": master}, page_attributes='AppliedMaster="m1"', designmap_before=layers)

    assert [item.id for item in document.pages[0].items] == ["below@0", "picture", "above@0", "title"]


def test_each_page_of_a_fold_out_takes_its_own_page_of_the_master() -> None:
    bounds = 'GeometricBounds="0 0 100 100" ItemTransform="1 0 0 1 {} 0"'
    places = (-200, -100, 0)
    items = "".join(rectangle(f"m{x}", box=(10, 10, 90, 90), ItemTransform=f"1 0 0 1 {x} 0") for x in places)

    def spread(tag: str, name: str, applied: str, inner: str) -> bytes:
        pages = "".join(f'<Page Self="{name}{x}" Name="{name}" {bounds.format(x)} {applied}/>' for x in places)
        body = f'<{tag} Self="{name}" BindingLocation="2">{pages}{inner}</{tag}>'
        return f'<idPkg:{tag} xmlns:idPkg="http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging">{body}</idPkg:{tag}>'.encode()

    members = {
        "MasterSpreads/MasterSpread_m1.xml": spread("MasterSpread", "m1", "", items),
        "Spreads/Spread_0.xml": spread("Spread", "s", 'AppliedMaster="m1"', ""),
    }

    document = read_items("", masters={"m1": ""}, members=members)

    inside = [[item.id for item in page.items if 0 < item.matrix[4] + 50 < 100] for page in document.pages]
    assert inside == [["m-200@0"], ["m-100@1"], ["m0@2"]]


def test_an_overridden_master_item_is_not_drawn_twice() -> None:
    document = read_items(
        rectangle("new", box=(0, 0, 9, 9)),
        masters={"m1": rectangle("a", box=(0, 0, 9, 9)) + rectangle("b", box=(0, 0, 9, 9)) + rectangle("c", box=(0, 0, 9, 9))},
        page_attributes='AppliedMaster="m1" OverrideList="a new b n"',
    )

    assert [item.id for item in document.pages[0].items] == ["c@0", "new"]


def test_a_master_based_on_itself_ends() -> None:
    spread = f"""<idPkg:MasterSpread {PACKAGING}><MasterSpread Self="m1"><Page Self="mp" AppliedMaster="m1" GeometricBounds="0 0 9 9"
        ItemTransform="1 0 0 1 0 0"/>{rectangle("a", box=(0, 0, 9, 9))}</MasterSpread></idPkg:MasterSpread>"""

    document = read_items(
        "", masters={"m1": ""}, page_attributes='AppliedMaster="m1"', members={"MasterSpreads/MasterSpread_m1.xml": spread.encode()}
    )

    assert [item.id for item in document.pages[0].items] == ["a@0"]


def test_hidden_and_non_printing_items_and_layers_are_gone() -> None:
    layers = '<Layer Self="l1" Visible="false"/><Layer Self="l2" Visible="true" Printable="false"/>'
    items = (
        rectangle("a", box=(0, 0, 9, 9), Visible="false")
        + rectangle("b", box=(0, 0, 9, 9), Nonprinting="true")
        + rectangle("c", box=(0, 0, 9, 9), ItemLayer="l1")
        + rectangle("d", box=(0, 0, 9, 9), ItemLayer="l2")
        + rectangle("e", box=(0, 0, 9, 9), Locked="true")
    )

    assert [item.id for item in read_items(items, designmap_before=layers).pages[0].items] == ["e"]


def test_a_group_holds_its_members_with_their_own_matrices() -> None:
    member = rectangle("r1", box=(0, 0, 10, 10), ItemTransform="1 0 0 1 5 5")
    group = f'<Group Self="g1" ItemTransform="2 0 0 2 100 100">{member}</Group>'

    item = read_items(group).pages[0].items[0]

    assert (item.kind, item.matrix, item.children[0].matrix) == ("group", (2, 0, 0, 2, 100, 100), (1, 0, 0, 1, 5, 5))


def test_object_styles_cascade_and_their_switches_count() -> None:
    styles = """
        <ObjectStyle Self="ObjectStyle/Base" Name="Base" FillColor="Color/Red" StrokeColor="Color/Blue" StrokeWeight="3"/>
        <ObjectStyle Self="ObjectStyle/Card" Name="Card" EnableFill="false" FillColor="Color/Gold" StrokeWeight="2">
            <Properties><BasedOn type="object">ObjectStyle/Base</BasedOn></Properties></ObjectStyle>"""

    item = read_items(
        rectangle("r1", box=(0, 0, 9, 9), AppliedObjectStyle="ObjectStyle/Card", StrokeAlignment="InsideAlignment"), object_styles=styles
    )

    made = item.pages[0].items[0]
    assert made.fill == Ink("Color/Red")
    assert made.stroke is not None
    assert (made.stroke.ink, made.stroke.weight_pt, made.stroke.alignment) == (Ink("Color/Blue"), 2.0, "inside")


def test_a_style_that_leaves_auto_sizing_alone_does_not_size_frames() -> None:
    setting = '<TextFramePreference AutoSizingType="HeightOnly" VerticalJustification="CenterAlign"/>'
    styles = f'<ObjectStyle Self="ObjectStyle/Card" Name="Card" EnableTextFrameAutoSizingOptions="false">{setting}</ObjectStyle>'
    frame = text_frame("f1", story="s1", box=(0, 0, 50, 50), AppliedObjectStyle="ObjectStyle/Card")

    box = read_items(frame, stories={"s1": story("x")}, object_styles=styles).frames["f1"]

    assert (box.auto_size, box.vertical) == ("off", "center")


def test_a_graphics_frame_without_styles_has_a_hairline_of_black() -> None:
    item = read_items(rectangle("r1", box=(0, 0, 9, 9), AppliedObjectStyle="ObjectStyle/$ID/[Normal Graphics Frame]")).pages[0].items[0]

    assert item.stroke is not None
    assert (item.stroke.ink, item.stroke.weight_pt) == (Ink("Color/Black"), 1.0)


def test_a_stroke_style_of_the_design_s_own_has_its_dashes_and_their_ends() -> None:
    style = '<DashedStrokeStyle Self="DashedStrokeStyle/D" Name="D" DashArray="0 2.25" EndCap="RoundEndCap" StrokeCornerAdjustment="Gaps"/>'

    found = read_items("", stories={"s1": story("x")}, graphic=style).stroke_styles["DashedStrokeStyle/D"]

    assert (found.kind, found.pattern, found.cap, found.corner_adjustment) == ("dashed", (0, 2.25), "round", "gaps")


def test_corners_default_to_a_radius_of_twelve() -> None:
    corners = (
        read_items(rectangle("r1", box=(0, 0, 99, 99), TopLeftCornerOption="RoundedCorner", BottomRightCornerRadius="4"))
        .pages[0]
        .items[0]
        .corners
    )

    assert corners is not None
    assert [(corner.option, corner.radius_pt) for corner in corners] == [("RoundedCorner", 12), ("None", 12), ("None", 4), ("None", 12)]


def test_swatches_keep_their_space_and_a_spot_its_ink() -> None:
    swatches = read_items("").swatches

    assert swatches["Color/Gold"] == Swatch(name="Gold", space="CMYK", values=(0, 20, 60, 20), spot="Gold")
    assert swatches["Color/Blue"].space == "RGB"


def test_the_ink_manager_turns_spot_colours_into_process_inks_and_others() -> None:
    spot = '<Color Self="Color/{0}" Name="{0}" Model="Spot" Space="CMYK" ColorValue="0 0 {1} 0" SpotInkAliasSpotColorReference="{2}"/>'
    colours = spot.format("Lemon", 100, "n") + spot.format("Zinc", 50, "Color/Gold")
    inks = '<Ink Self="Ink/Lemon" Name="Lemon" ConvertToProcess="true"/><Ink Self="Ink/Gold" Name="Gold" ConvertToProcess="false"/>'

    swatches = read_items("", stories={"s1": story("x")}, graphic=colours + inks).swatches

    assert (swatches["Color/Lemon"].spot, swatches["Color/Lemon"].values) == (None, (0, 0, 100, 0))
    assert (swatches["Color/Zinc"].spot, swatches["Color/Zinc"].values) == ("Gold", (0, 20, 60, 20))
    assert swatches["Color/Gold"].spot == "Gold"


def test_a_tint_swatch_is_its_colour_lightened() -> None:
    graphic = '<Tint Self="Tint/Red 50" BaseColor="Color/Red" TintValue="50" Name="Red 50"/>'

    assert read_items(rectangle("r1", box=(0, 0, 9, 9), FillColor="Tint/Red 50", FillTint="50"), graphic=graphic).pages[0].items[
        0
    ].fill == Ink("Color/Red", 0.25)


def test_gradients_with_their_vector() -> None:
    stops = '<GradientStop StopColor="Color/Red" Location="0"/><GradientStop StopColor="Color/Blue" Location="100" Midpoint="40"/>'
    graphic = f'<Gradient Self="Gradient/G" Type="Radial" Name="G">{stops}</Gradient>'
    placed = {"FillColor": "Gradient/G", "GradientFillStart": "5 6", "GradientFillLength": "50", "GradientFillAngle": "30"}

    document = read_items(
        rectangle("r1", box=(0, 0, 9, 9), **placed) + rectangle("r2", box=(0, 0, 9, 9), FillColor="Gradient/G"), graphic=graphic
    )

    gradient = document.gradients["Gradient/G"]
    assert (gradient.kind, [(stop.ink.swatch, stop.midpoint) for stop in gradient.stops]) == (
        "radial",
        [("Color/Red", 50), ("Color/Blue", 40)],
    )
    first, second = document.pages[0].items
    assert (first.fill_vector.start, first.fill_vector.length, first.fill_vector.angle_deg) == ((5, 6), 50, 30)
    assert (second.fill_vector.start, second.fill_vector.length) == (None, None)


def test_transparency_and_effects_with_indesigns_defaults() -> None:
    inner = """<TransparencySetting><BlendingSetting Opacity="40" BlendMode="Multiply"/><DropShadowSetting Mode="Drop" XOffset="3"/>
        <FeatherSetting Mode="None"/><InnerGlowSetting Applied="true"/></TransparencySetting>"""

    transparency = read_items(rectangle("r1", box=(0, 0, 9, 9), inner=inner)).pages[0].items[0].transparency

    assert (transparency.opacity, transparency.blend) == (0.4, "Multiply")
    assert [effect.kind for effect in transparency.effects] == ["drop-shadow", "inner-glow"]
    shadow = transparency.effects[0].values
    assert (shadow["XOffset"], shadow["YOffset"], shadow["Size"], shadow["EffectColor"]) == (3.0, 7.0, 5.0, "Color/Black")


def test_bleed_of_facing_pages_goes_to_the_outside() -> None:
    preference = """<DocumentPreference FacingPages="true" DocumentBleedTopOffset="1" DocumentBleedBottomOffset="2"
        DocumentBleedInsideOrLeftOffset="3" DocumentBleedOutsideOrRightOffset="4"/>"""

    assert read_items("", preferences=preference).pages[0].bleed_pt == (1, 3, 2, 4)


def test_text_on_a_path_is_a_frame_as_long_as_the_path() -> None:
    path = '<TextPath Self="t" ParentStory="s1" StartBracket="2" EndBracket="20" PathEffect="SkewPathEffect"/>'

    document = read_items(rectangle("r1", box=(0, 0, 9, 9), inner=path), stories={"s1": story("x <<A>>")})

    box = document.frames["t"]
    assert box.path is not None
    assert (box.width_pt, box.path.start_pt, box.path.points[0] == box.path.points[-1]) == (18, 2, True)
    assert document.pages[0].items[0].frame == "t"
    assert [field.name for field in document.fields] == ["A"]
    assert [(finding.code, finding.subject, finding.pages) for finding in document.findings] == [("not-drawn", "Skew", ("1",))]


def test_a_hidden_frame_in_a_group_that_prints_has_no_story() -> None:
    member = text_frame("f1", story="s1", box=(0, 0, 50, 50), Visible="false") + rectangle("r1", box=(0, 0, 9, 9))

    document = read_items(f'<Group Self="g1" ItemTransform="1 0 0 1 0 0">{member}</Group>', stories={"s1": story("<<A>>")})

    assert [child.id for child in document.pages[0].items[0].children] == ["r1"]
    assert (document.stories, document.fields) == ((), ())


def test_a_finding_names_the_page_of_the_spread_that_the_item_is_on() -> None:
    left = '<Page Self="p1" Name="2" GeometricBounds="0 0 100 100" ItemTransform="1 0 0 1 -100 0"/>'
    right = '<Page Self="p2" Name="3" GeometricBounds="0 0 100 100" ItemTransform="1 0 0 1 0 0"/>'
    group = f'<Group Self="g1" ItemTransform="1 0 0 1 0 0">{rectangle("r1", box=(20, 20, 90, 90), inner=image("file:gone.jpg"))}</Group>'
    spread = f'<idPkg:Spread {PACKAGING}><Spread Self="sp0">{left}{right}{group}</Spread></idPkg:Spread>'

    assert [finding.pages for finding in read_items("", members={"Spreads/Spread_0.xml": spread.encode()}).findings] == [("3",)]


def test_an_item_that_only_abuts_a_page_is_not_on_it() -> None:
    assert read_items(rectangle("r1", box=(-50, 0, 0, 50))).pages[0].items == ()
