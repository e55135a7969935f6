"""Picture and QR fields: values fitted into their frames."""

import io

import pytest
import segno
from PIL import Image

from documents.rendering.document import Graphic, Item, PictureField
from documents.rendering.paint import fitting
from personalia_site.errors import MissingAsset, RenderFailed
from tests.documents.rendering.paint.designs import FRAME, RED, WHITE, design, pdf_of, photograph, picture_of


def field(**more):
    return design(Item(id="f", name="portrait", paths=FRAME, picture=PictureField(field="Photo", **more)))


@pytest.mark.parametrize(
    ("fitting_", "align", "box"),
    [
        ("proportionally", (0.5, 0.5), (20, 10, 180, 90)),
        ("proportionally", (0, 0), (20, 10, 180, 90)),
        ("fill-proportionally", (0.5, 0.5), (20, 10, 180, 90)),
        ("content-to-frame", (0, 0), (20, 10, 180, 90)),
        ("none", (0.5, 0.5), (80, 40, 120, 60)),
        ("none", (0, 0), (20, 10, 60, 30)),
        ("frame-to-content", (1, 1), (140, 70, 180, 90)),
    ],
)
def test_a_picture_is_fitted_as_its_frame_says(fitting_, align, box):
    assert fitting.placed((20, 10, 180, 90), (40, 20), fitting=fitting_, align=align) == box


def test_a_portrait_picture_keeps_its_proportions():
    assert fitting.placed((0, 0, 150, 100), (300, 400), fitting="proportionally", align=(0.5, 0.5)) == pytest.approx((37.5, 0, 112.5, 100))


def test_a_field_takes_a_picture_and_nothing_else_changes():
    document = field()
    assert picture_of(pdf_of(document, {"Photo": photograph()})).getpixel((100, 50)) == (254, 0, 0)
    assert picture_of(pdf_of(document)).getpixel((100, 50)) == WHITE


@pytest.mark.parametrize(("qr", "empty"), [(False, b""), (False, ""), (True, "")])
def test_an_empty_value_is_no_picture_and_no_placeholder(qr, empty):
    placeholder = Graphic(asset="a", link="a.png", format="PNG", bounds=(0, 0, 40, 20), matrix=(4, 0, 0, 4, 20, 10))
    item = Item(id="f", paths=FRAME, picture=PictureField(field="Photo", qr=qr), graphic=placeholder)
    document = design(item, assets={"a": photograph(kind="PNG")})

    assert picture_of(pdf_of(document)).getpixel((100, 50)) == (255, 0, 0)
    assert picture_of(pdf_of(document, {"Photo": empty})).getpixel((100, 50)) == WHITE


def test_a_frame_that_fits_itself_to_a_picture_does_not_cut_it():
    wide = photograph(width=180, height=20)  # 180 x 20 pt in a frame 160 pt wide

    for fitting_, outside in (("none", WHITE), ("frame-to-content", (254, 0, 0))):
        shown = picture_of(pdf_of(field(fitting=fitting_, align=(1, 0)), {"Photo": wide}))
        assert shown.getpixel((10, 15)) == outside
        assert shown.getpixel((100, 15)) == (254, 0, 0)


def test_the_placeholder_of_such_a_frame_is_clipped():
    placeholder = Graphic(asset="a", link="a.png", format="PNG", bounds=(0, 0, 40, 20), matrix=(5, 0, 0, 5, 0, 0))
    item = Item(id="f", paths=FRAME, picture=PictureField(field="Photo", fitting="frame-to-content"), graphic=placeholder)

    shown = picture_of(pdf_of(design(item, assets={"a": photograph(kind="PNG")})))

    assert (shown.getpixel((100, 50)), shown.getpixel((5, 50))) == ((255, 0, 0), WHITE)


def test_a_phone_picture_stands_upright():
    image = Image.new("RGB", (40, 20), (255, 0, 0))
    image.paste((0, 0, 255), (0, 0, 20, 20))  # the left half is the top, once it is turned
    exif = Image.Exif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif, quality=95)
    picture = picture_of(pdf_of(field(align=(0.5, 0)), {"Photo": buffer.getvalue()}))
    assert picture.getpixel((100, 25))[2] > 200
    assert picture.getpixel((100, 75))[0] > 200


def test_a_picture_that_cannot_be_read_fails_strictly_and_is_left_out_leniently():
    with pytest.raises(MissingAsset) as caught:
        pdf_of(field(), {"Photo": b"no picture"})
    assert caught.value.parameters["FieldName"] == "Photo"
    assert picture_of(pdf_of(field(), {"Photo": b"no picture"}, strict=False)).getpixel((100, 50)) == WHITE


def test_a_qr_code_is_drawn_as_squares_with_its_quiet_zone():
    value = "https://example.org/?q=Łukasz"
    modules = [bytes(row) for row in segno.make_qr(value, error="m").matrix]
    picture = picture_of(pdf_of(field(qr=True), {"Photo": value}), dpi=144)
    side = 80 / (len(modules) + 8)  # the frame's lower side, with four modules of paper on each side
    left, top = 100 - side * len(modules) / 2, 50 - side * len(modules) / 2
    for y, row in enumerate(modules):
        drawn = [
            picture.getpixel((int(2 * (left + (x + 0.5) * side)), int(2 * (top + (y + 0.5) * side))))[0] < 128 for x in range(len(row))
        ]
        assert drawn == [bool(module) for module in row]


def test_a_qr_code_takes_only_so_much():
    with pytest.raises(RenderFailed, match="too long for a QR code") as failure:
        pdf_of(field(qr=True), {"Photo": "x" * 5000})
    assert failure.value.error_id == 1003


def test_a_picture_field_over_a_fill_keeps_the_fill():
    document = design(Item(id="f", paths=FRAME, fill=RED, picture=PictureField(field="Photo", fitting="none")))
    assert picture_of(pdf_of(document, {"Photo": photograph(colour=(0, 0, 255))})).getpixel((170, 80)) == pytest.approx(
        (237, 28, 36), abs=2
    )
