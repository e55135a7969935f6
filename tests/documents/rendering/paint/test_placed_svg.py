"""Placed SVG files."""

import pytest

from documents.rendering import paint
from documents.rendering.fonts import FontLibrary, FontSources
from tests.documents.rendering.paint.designs import WHITE, pdf_of, photograph, picture_of, placed


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
