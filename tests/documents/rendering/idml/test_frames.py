"""Text frames as the composer sees them, and the areas that push their text aside."""

import pytest

from documents.rendering.document import Document
from documents.rendering.idml import read_document
from documents.rendering.text.model import ColumnRule, Ink
from tests.documents.rendering.idml_builder import build_idml, package, rectangle, story, text_frame


def read(items: str, **more: object) -> Document:
    return read_document(package(build_idml(spread_items=items, **more)))


def test_a_frame_with_insets_stroke_and_columns() -> None:
    insets = "".join(f'<ListItem type="unit">{n}</ListItem>' for n in (1, 2, 3, 4))
    columns = 'TextColumnCount="2" TextColumnGutter="10"'
    inner = f"""<TextFramePreference {columns} FirstBaselineOffset="CapHeight" VerticalJustification="BottomAlign">
        <Properties><InsetSpacing type="list">{insets}</InsetSpacing></Properties></TextFramePreference>"""
    frame = text_frame("f1", story="s1", box=(10, 20, 110, 220), inner=inner, StrokeColor="Color/Black", StrokeWeight="4")

    box = read(frame, stories={"s1": story("x")}).frames["f1"]

    assert (box.left_pt, box.top_pt, box.width_pt, box.height_pt) == (10, 20, 100, 200)
    assert box.insets_pt == (3, 4, 5, 6)
    assert (box.columns, box.gutter_pt, box.first_baseline, box.vertical, box.polygon) == (2, 10, "cap-height", "bottom", None)


def test_the_document_grid_counts_from_the_page() -> None:
    grid = '<GridPreference BaselineStart="36" BaselineDivision="14"/>'

    box = read(
        text_frame("f1", story="s1", box=(0, 0, 9, 9), ItemTransform="1 0 0 1 5 100"), stories={"s1": story("x")}, preferences=grid
    ).frames["f1"]

    assert (box.grid_start_pt, box.grid_step_pt) == (-64, 14)


OFFSET = '<Properties><TextWrapOffset Top="1" Left="2" Bottom="3" Right="4"/></Properties>'
WRAP = '<TextWrapPreference TextWrapMode="{mode}" {more}>' + OFFSET + "</TextWrapPreference>"


def wrapped(mode: str, more: str = "", **values: object) -> tuple[object, ...]:
    frame = text_frame("f1", story="s1", box=(0, 0, 200, 200), ItemTransform="1 0 0 1 100 100")
    item = rectangle("r1", box=(150, 150, 200, 180), inner=WRAP.format(mode=mode, more=more), **values)
    far = rectangle("r2", box=(500, 500, 550, 550), inner=WRAP.format(mode=mode, more=""))
    return read(frame + item + far, stories={"s1": story("x")}).frames["f1"].wraps


def test_a_wrap_reaches_a_frame_in_its_own_coordinates_with_offsets_and_stroke() -> None:
    (wrap,) = wrapped("BoundingBoxTextWrap", StrokeColor="Color/Black", StrokeWeight="3")

    assert wrap.polygon == ((46.5, 47.5), (105.5, 47.5), (105.5, 84.5), (46.5, 84.5))
    assert (wrap.mode, wrap.side) == ("around", "both")


def test_other_wraps() -> None:
    assert wrapped("None") == ()
    assert wrapped("BoundingBoxTextWrap", Visible="false") == ()
    assert [wrap.mode for wrap in wrapped("JumpObjectTextWrap")] == ["jump"]
    assert [wrap.side for wrap in wrapped("BoundingBoxTextWrap", 'TextWrapSide="LeftSide"')] == ["left"]


def test_indents_count_from_a_wrap_where_the_design_says_so() -> None:
    setting = '<TextPreference HonourTextIndentsWithTextWrap="{}"/>'.format
    frame = text_frame("f1", story="s1", box=(0, 0, 200, 200))

    new, old = (read(frame, stories={"s1": story("x")}, preferences=said).frames["f1"] for said in (setting("true"), ""))

    assert (new.indents_beside_wraps, old.indents_beside_wraps) == (True, False)


def test_a_contour_wrap_follows_the_path() -> None:
    (wrap,) = wrapped("Contour")

    assert sorted((round(x, 6), round(y, 6)) for x, y in wrap.polygon) == [(49, 49), (49, 81), (101, 49), (101, 81)]


def test_a_wrap_of_a_picture_follows_what_its_frame_shows_of_it() -> None:
    frame = text_frame("f1", story="s1", box=(0, 0, 200, 200))
    wrap = '<TextWrapPreference TextWrapMode="Contour"><ContourOption ContourType="BoundingBox"/></TextWrapPreference>'
    size = '<Properties><GraphicBounds Left="0" Top="0" Right="400" Bottom="100"/></Properties>'
    image = f'<Image Self="i" ItemTransform="0.5 0 0 0.5 -20 10">{size}{wrap}</Image>'
    shown, hidden = (
        read(frame + rectangle("r1", box=(0, 0, 90, 90), inner=image, Visible=visible), stories={"s1": story("x")}).frames["f1"].wraps
        for visible in ("true", "false")
    )

    assert [each.polygon for each in shown] == [((0, 10), (90, 10), (90, 60), (0, 60))]
    assert hidden == ()


def test_columns_can_be_balanced_and_have_a_line_between_them() -> None:
    inner = """<TextFramePreference TextColumnCount="2" VerticalBalanceColumns="true" ColumnRuleOverride="true" ColumnRuleStrokeWidth="2"
        ColumnRuleStrokeColor="Color/Red" ColumnRuleTopInset="3"/>"""

    document = read(text_frame("f1", story="s1", box=(0, 0, 100, 100), inner=inner), stories={"s1": story("x")})

    box = document.frames["f1"]
    assert (box.balanced, box.column_rule) == (True, ColumnRule(ink=Ink("Color/Red"), weight_pt=2, top_pt=3))
    assert document.findings == ()


def test_a_frame_says_how_it_grows_with_its_fill() -> None:
    inner = """<TextFramePreference AutoSizingType="HeightAndWidth" AutoSizingReferencePoint="BottomRightPoint"
        UseMinimumHeightForAutoSizing="true" MinimumHeightForAutoSizing="20" UseNoLineBreaksForAutoSizing="true"/>"""
    frame = text_frame("f1", story="s1", box=(0, 0, 100, 100), inner=inner, FillColor="Color/Red")

    document = read(frame, stories={"s1": story("<<A>>")})

    box = document.frames["f1"]
    assert (box.auto_size, box.auto_size_from, box.auto_size_least_pt, box.no_line_breaks) == ("both", (1, 1), (0, 20), True)
    assert document.findings == ()


@pytest.mark.parametrize(
    ("label", "floor_pt", "called"),
    [
        ("copyfit: 6pt", 6.0, "text frame on page 1"),
        ("Copyfit:6", 6.0, "text frame on page 1"),
        ("greeting&#10;copyfit: 6,5 pt", 6.5, "greeting"),
        ("copyfit: 2mm", 2 * 72 / 25.4, "text frame on page 1"),
        ("copyfitting of this", 0.0, "copyfitting of this"),
    ],
)
def test_a_script_label_says_how_small_text_may_become(label, floor_pt, called):
    box = only_frame(label)

    assert (box.copyfit_pt, box.name) == (pytest.approx(floor_pt), called)


def test_a_label_without_a_size_is_told():
    document = labelled("copyfit: small")

    (finding,) = [finding for finding in document.findings if finding.code == "label"]
    assert "“copyfit: small”" in finding.message


def only_frame(label):
    (box,) = labelled(label).frames.values()
    return box


def labelled(label):
    inner = f'<Properties><Label><KeyValuePair Key="Label" Value="{label}"/></Label></Properties>'
    design = build_idml(stories={"s1": story("text")}, spread_items=text_frame("f1", story="s1", box=(0, 0, 100, 50), inner=inner))
    return read_document(package(design))
