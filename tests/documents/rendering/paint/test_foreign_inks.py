"""Inks of somebody else's PDF on screens: it looks as before, and no ink is left in what is drawn."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import ImageChops

from documents.rendering.paint import foreign
from tests.documents.rendering.paint.designs import content_of, picture_of

TINT = {"FunctionType": 2, "Domain": [0, 1], "C0": [0, 0, 0, 0], "C1": [0, 0.8, 1, 0.1], "N": 1}


def spot(pdf: pikepdf.Pdf) -> Array:
    return Array([Name.Separation, Name("/Orange Ink"), Name.DeviceCMYK, pdf.make_indirect(Dictionary(**TINT))])


def two_spots(pdf: pikepdf.Pdf) -> Array:
    mix = pdf.make_stream(b"{0 3 1 roll 0 exch 0}", FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1] * 4)
    return Array([Name.DeviceN, Array([Name.One, Name.Two]), Name.DeviceCMYK, mix])


def ramp(space: object, *, kind: int = 2, count: int = 1) -> Dictionary:
    start, end = ([1, 0, 0, 0], [0, 0, 1, 0.2]) if count == 4 else ([0.1], [0.9])
    coords = [10, 0, 110, 0] if kind == 2 else [60, 30, 0, 60, 30, 50]
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=start, C1=end, N=1)
    return Dictionary(ShadingType=kind, ColorSpace=space, Coords=coords, Function=function, Extend=[True, True])


def image(pdf: pikepdf.Pdf, space: object, **entries: object) -> pikepdf.Stream:
    pixels = bytes(range(0, 240, 2))  # 12 x 10
    return pdf.make_stream(
        pixels, Type=Name.XObject, Subtype=Name.Image, Width=12, Height=10, BitsPerComponent=8, ColorSpace=space, **entries
    )


def page_of(content: str, resources: object) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(120, 60))
    page.Resources = resources(pdf)
    page.Contents = pdf.make_stream(content.encode())
    return pdf


def spaces(pdf: pikepdf.Pdf) -> Dictionary:
    return Dictionary(ColorSpace=Dictionary(A=spot(pdf), B=two_spots(pdf)))


def shadings(pdf: pikepdf.Pdf) -> Dictionary:
    return Dictionary(Shading=Dictionary(A=ramp(spot(pdf)), B=ramp(Name.DeviceCMYK, count=4), C=ramp(spot(pdf), kind=3)))


def patterns(pdf: pikepdf.Pdf) -> Dictionary:
    shown = Dictionary(PatternType=2, Shading=ramp(Name.DeviceCMYK, count=4))
    tile = pdf.make_stream(
        b"/A cs 0.7 scn 0 0 8 8 re f",
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=[0, 0, 10, 10],
        XStep=10,
        YStep=10,
        Resources=spaces(pdf),
    )
    return Dictionary(Pattern=Dictionary(A=shown, B=tile))


def pictures(pdf: pikepdf.Pdf) -> Dictionary:
    table = bytes(value for step in range(120) for value in (step, 255 - step, 2 * step, 0))
    numbered = Array([Name.Indexed, Name.DeviceCMYK, 119, pikepdf.String(table)])
    small = image(pdf, numbered)
    small.write(bytes(range(120)))
    return Dictionary(XObject=Dictionary(A=image(pdf, spot(pdf)), B=image(pdf, spot(pdf), Decode=[1, 0]), C=small))


@pytest.mark.parametrize(
    ("content", "resources"),
    [
        ("/A cs 1 scn 10 10 40 40 re f 0.4 scn 60 10 40 40 re f", spaces),
        ("/B CS 0.3 0.9 SCN 8 w 10 10 80 40 re S", spaces),
        ("q /A cs 0.5 scn 0 0 50 50 re f Q 0 0 1 rg 60 0 50 50 re f", spaces),
        ("/DeviceCMYK cs 0 0.5 1 0 sc 10 10 80 40 re f", spaces),
        ("q 0 0 120 20 re W n /A sh Q q 0 20 120 20 re W n /B sh Q q 0 40 120 20 re W n /C sh Q", shadings),
        ("/Pattern cs /A scn 0 0 60 60 re f /B scn 60 0 60 60 re f", patterns),
        ("q 36 0 0 50 2 5 cm /A Do Q q 36 0 0 50 42 5 cm /B Do Q q 36 0 0 50 82 5 cm /C Do Q", pictures),
    ],
)
def test_it_looks_as_before_and_no_ink_is_drawn(content, resources):
    with page_of(content, resources) as pdf:
        before = io.BytesIO()
        pdf.save(before)

        assert foreign.for_screens(pdf)

        after = io.BytesIO()
        pdf.save(after)
        inks = [shading for shading in pdf.pages[0].Resources.get("/Shading", {}).values() if shading.ColorSpace != Name.DeviceRGB]
    assert not inks
    operators = content_of(after.getvalue()).split()
    assert not {"k", "K", "/A cs", "/DeviceCMYK"} & set(operators)
    shown, was = picture_of(after.getvalue()), picture_of(before.getvalue())
    assert max(high for _low, high in ImageChops.difference(shown, was).getextrema()) <= 8  # of 255: a ramp's steps
    assert len(was.getcolors(10_000)) > 1


def test_groups_blend_in_rgb():
    with page_of("0 1 0 0 k 0 0 50 50 re f", spaces) as pdf:
        pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)

        foreign.for_screens(pdf)

        assert Name.DeviceRGB == pdf.pages[0].obj.Group.CS


@pytest.mark.parametrize("ink", ["/All", "/None"])
def test_what_means_a_press_stays(ink):
    def registration(pdf: pikepdf.Pdf) -> Dictionary:
        space = Array([Name.Separation, Name(ink), Name.DeviceCMYK, Dictionary(**TINT)])
        return Dictionary(ColorSpace=Dictionary(A=space))

    with page_of("/A cs 1 scn 0 0 50 50 re f", registration) as pdf:
        assert not foreign.for_screens(pdf)
