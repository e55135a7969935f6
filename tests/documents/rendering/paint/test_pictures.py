import io
import struct
import zlib

import pikepdf
import pytest
from PIL import Image, ImageCms

from documents.rendering import paint
from documents.rendering.document import Graphic, Item, LayerChoice, Transparency
from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.paint import pictures
from documents.rendering.paint.unreadable import UnreadablePictureError
from tests.documents.rendering.paint.designs import (
    FRAME,
    GOLD,
    RED,
    WHITE,
    design,
    pdf_of,
    photograph,
    picture_of,
    placed,
    prepared,
    rectangle,
)


def test_a_jpg_is_passed_through():
    data = photograph()
    assert data in pdf_of(placed(data, form="JPG"))


def test_a_jpg_that_stands_small_is_printed_as_it_is_and_shown_small():
    data = photograph(width=1600, height=800)
    printed, shown = pictures.read_both(data, scale=0.1)
    assert (printed.image.data, "/Width 1600/Height 800" in printed.image.entries) == (data, True)
    assert "/Width 333/Height 167" in shown.image.entries
    assert (shown.width_px, shown.width_pt) == (printed.width_px, printed.width_pt) == (1600, 1600)


def test_a_picture_that_screens_show_as_it_is_is_made_once():
    printed, shown = pictures.read_both(photograph(kind="PNG"), scale=1.0)
    assert shown is printed


@pytest.mark.parametrize("scale", [1.0, 0.05])
def test_a_jpg_that_was_cut_off_is_unreadable_however_small_it_stands(scale):
    data = photograph(width=1600, height=800)
    with pytest.raises(UnreadablePictureError, match="damaged"):
        pictures.read_both(data[: len(data) // 2], scale=scale)


def test_alpha_becomes_a_soft_mask():
    image = Image.new("RGBA", (40, 20), (0, 0, 255, 0))
    image.paste((0, 0, 255, 255), (0, 0, 20, 20))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    picture = picture_of(pdf_of(placed(buffer.getvalue())))
    assert picture.getpixel((40, 50)) == (0, 0, 255)
    assert picture.getpixel((150, 50)) == WHITE


@pytest.mark.parametrize(("mode", "colour"), [("P", 3), ("L", 40), ("I;16", 9000), ("1", 0), ("LA", (40, 255))])
def test_every_kind_of_png_is_drawn(mode, colour):
    data = photograph(kind="PNG", mode=mode, colour=colour)
    assert picture_of(pdf_of(placed(data))).getpixel((100, 50)) != WHITE


def grey_png_of_16_bits(grey, absent):
    """Pillow writes none that says which grey is not there."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = (b"\0" + struct.pack(">H", grey) * 40) * 20
    head, absent = struct.pack(">IIBBBBB", 40, 20, 16, 0, 0, 0, 0), struct.pack(">H", absent)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, body) for kind, body in ((b"IHDR", head), (b"tRNS", absent), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    )


@pytest.mark.parametrize(("absent", "grey"), [(1000, 64), (16448, 255)])
def test_a_grey_of_16_bits_may_be_absent(absent, grey):
    assert picture_of(pdf_of(placed(grey_png_of_16_bits(16448, absent)))).getpixel((100, 50)) == (grey,) * 3


@pytest.mark.parametrize(("mode", "reason"), [("F", "32 bits"), ("I", "32 bits")])
def test_a_tiff_of_more_than_16_bits_is_named(mode, reason):
    with pytest.raises(UnreadablePictureError, match=reason):
        pictures.read(photograph(kind="TIFF", mode=mode, colour=1))


def test_a_tiff_that_is_not_read_says_what_it_is():
    tags = ((256, 40), (257, 20), (258, 16), (262, 8), (277, 5))
    data = (
        struct.pack("<2sHIH", b"II", 42, 8, len(tags)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags) + b"\0" * 4
    )
    with pytest.raises(UnreadablePictureError, match="5 channels of 16 bits"):
        pictures.read(data)


def test_more_channels_than_inks_in_a_tiff_are_left_out_and_told():
    data = bytearray(photograph(kind="TIFF", mode="RGBA", colour=(0, 255, 255, 0)))
    tags = struct.unpack_from("<I", data, 4)[0]
    entries = {struct.unpack_from("<H", data, at)[0]: at for at in range(tags + 2, tags + 2 + 12 * data[tags], 12)}
    pixels = struct.unpack_from("<I", data, entries[273] + 8)[0]
    data[pixels:] = bytes((0, 255, 255, 0, 9)) * 800  # inks, and a channel more
    at = len(data)
    data += struct.pack("<5H", 8, 8, 8, 8, 8)
    for tag, count, value in ((258, 5, at), (262, 1, 5), (277, 1, 5), (279, 1, 4000), (338, 1, 2)):
        struct.pack_into("<II", data, entries[tag] + 4, count, value)

    picture = pictures.read(bytes(data))

    assert picture.lacks == ("more channels",)
    assert zlib.decompress(picture.image.data)[:4] == bytes((0, 255, 255, 0))


@pytest.mark.parametrize(("orientation", "red"), [(1, "left"), (2, "right"), (3, "right"), (4, "left")])
def test_a_picture_that_was_taken_upside_down_or_mirrored_is_turned_and_told(orientation, red):
    image, exif, buffer = Image.new("RGB", (40, 20), (0, 0, 255)), Image.Exif(), io.BytesIO()
    image.paste((255, 0, 0), (0, 0, 20, 20))
    exif[0x0112] = orientation
    image.save(buffer, "JPEG", exif=exif)
    document = placed(buffer.getvalue(), form="JPG")

    assert picture_of(pdf_of(document)).getpixel((60 if red == "left" else 140, 50))[0] > 240
    findings = paint.prepare(document, FontLibrary({}, FontSources()))[1]
    assert ("turned-picture" in [each.code for each in findings]) == (orientation != 1)


@pytest.mark.parametrize("compression", ["raw", "tiff_lzw"])
def test_a_tiff_is_turned_once_and_told(compression):
    image, exif, buffer = Image.new("RGB", (40, 20), (0, 0, 255)), Image.Exif(), io.BytesIO()
    image.paste((255, 0, 0), (0, 0, 20, 20))
    exif[0x0112] = 3
    image.save(buffer, "TIFF", exif=exif, compression=compression)
    document = placed(buffer.getvalue(), form="TIFF")

    assert picture_of(pdf_of(document)).getpixel((140, 50)) == (255, 0, 0)
    assert "turned-picture" in [each.code for each in paint.prepare(document, FontLibrary({}, FontSources()))[1]]


def test_a_telephones_second_picture_is_left_as_it_is():
    buffer = io.BytesIO()
    image = Image.new("RGB", (40, 20), (0, 0, 255))
    image.save(buffer, "MPO", save_all=True, append_images=[image])
    assert "/DCTDecode" in pictures.read(buffer.getvalue()).image.entries


def test_tiff_in_cmyk_stays_cmyk_in_print_and_becomes_srgb_for_display():
    data = photograph(kind="TIFF", mode="CMYK", colour=(0, 255, 255, 0))
    assert b"/DeviceCMYK/BitsPerComponent" in pdf_of(placed(data, form="TIFF"))
    assert b"/DeviceCMYK/BitsPerComponent" not in pdf_of(placed(data, form="TIFF"), quality="Display")


def test_display_leaves_out_what_no_screen_shows():
    data = photograph(800, 400)
    graphic = Graphic(asset="a", link="a.jpg", format="JPG", bounds=(0, 0, 800, 400), matrix=(0.2, 0, 0, 0.2, 20, 10))
    document = design(Item(id="f", paths=FRAME, graphic=graphic), assets={"a": data})
    program = prepared(document)
    shown, printed = (paint.render(program, {}, quality=q, strict=True, title="", language="en")[0] for q in ("Display", "Print"))
    assert "/Width 333/" in shown.decode("latin-1")
    assert "/Width 800/" in printed.decode("latin-1")
    assert picture_of(shown).getpixel((100, 50)) == picture_of(printed).getpixel((100, 50))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("ink", [RED, GOLD])
def test_a_grey_picture_takes_its_swatch(kind, ink):
    image = Image.new("L", (40, 20), 255)
    image.paste(0, (0, 0, 20, 20))
    buffer = io.BytesIO()
    image.save(buffer, kind, **({"quality": 100} if kind == "JPEG" else {}))
    picture = picture_of(pdf_of(placed(buffer.getvalue(), form="PNG", ink=ink)))
    plain = picture_of(pdf_of(design(Item(id="r", paths=FRAME, fill=ink))))
    assert picture.getpixel((60, 50)) == pytest.approx(plain.getpixel((60, 50)), abs=3)
    assert picture.getpixel((140, 50)) == pytest.approx(WHITE, abs=3)


def test_an_unreadable_picture_is_a_finding_and_leaves_its_frame():
    document = placed(b"\x89PNG\r\n\x1a\nnothing")
    _, findings = paint.prepare(document, FontLibrary({}, FontSources()))
    assert [(f.code, f.error_id, f.subject) for f in findings] == [("unreadable-picture", 1006, "a.file")]


def test_a_coarse_picture_is_a_warning():
    _, findings = paint.prepare(placed(photograph(kind="PNG")), FontLibrary({}, FontSources()))
    assert [f.code for f in findings] == ["low-resolution"]
    assert "18 pixels per inch" in findings[0].message


def test_a_decompression_bomb_is_refused_before_it_is_opened():
    data = photograph(kind="PNG", mode="1", colour=0, width=20_000, height=20_000)
    with pytest.raises(UnreadablePictureError, match="too large"):
        pictures.read(data)


def test_a_placed_page_keeps_its_place_and_crop():
    source = pikepdf.new()
    page = source.add_blank_page(page_size=(40, 20))
    page.Contents = source.make_stream(b"1 0 0 rg 0 10 20 10 re f")  # the upper left quarter
    buffer = io.BytesIO()
    source.save(buffer)
    picture = picture_of(pdf_of(placed(buffer.getvalue(), form="PDF")))
    assert picture.getpixel((60, 30)) == (255, 0, 0)
    assert picture.getpixel((60, 70)) == picture.getpixel((140, 30)) == WHITE


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 cut off", b"%!PS-Adobe"])
def test_a_page_that_cannot_be_placed_is_a_finding(data):
    _, findings = paint.prepare(placed(data, form="PDF"), FontLibrary({}, FontSources()))
    assert [f.code for f in findings] == ["unreadable-picture"]


def test_a_picture_with_opacity_shows_what_is_under_it():
    graphic = Graphic(asset="a", format="PNG", bounds=(0, 0, 40, 20), matrix=(4, 0, 0, 4, 20, 10), transparency=Transparency(opacity=0.5))
    document = design(Item(id="f", paths=FRAME, graphic=graphic), assets={"a": photograph(kind="PNG")})
    assert picture_of(pdf_of(document)).getpixel((100, 50)) == pytest.approx((255, 128, 128), abs=2)


def layered(content, *, off=("Sky",)):
    """A page of 40 x 20 pt with the layers Sky, Sea, and a form that stands in Sky."""
    source = pikepdf.new()
    page = source.add_blank_page(page_size=(40, 20))
    groups = {name: source.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=name)) for name in ("Sky", "Sea")}
    form = source.make_stream(b"1 0 0 rg 0 0 20 20 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 40, 20])
    form.OC = groups["Sky"]
    either = pikepdf.Dictionary(Type=pikepdf.Name.OCMD, OCGs=pikepdf.Array(groups.values()))
    page.Resources = pikepdf.Dictionary(
        Properties=pikepdf.Dictionary(Sky=groups["Sky"], Sea=groups["Sea"], Either=source.make_indirect(either)),
        XObject=pikepdf.Dictionary(Form=form),
    )
    page.Contents = source.make_stream(content)
    default = pikepdf.Dictionary(OFF=[groups[name] for name in off])
    source.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array(groups.values()), D=default)
    buffer = io.BytesIO()
    source.save(buffer)
    return buffer.getvalue()


SKY = b"/OC /Sky BDC /Span BMC 1 0 0 rg 0 0 20 20 re f EMC EMC\n"
RED_PIXEL = (255, 0, 0)


@pytest.mark.parametrize(
    ("content", "more", "seen"),
    [
        (SKY, {"off": ()}, RED_PIXEL),
        (SKY, {}, WHITE),
        (SKY, {"choices": (LayerChoice(0, "Sky", True),)}, RED_PIXEL),
        (SKY, {"off": (), "choices": (LayerChoice(0, "Sky", False),)}, WHITE),
        (b"/Form Do\n", {}, WHITE),
        (b"/OC /Either BDC 1 0 0 rg 0 0 20 20 re f EMC\n", {}, RED_PIXEL),
        (b"/OC /Either BDC 1 0 0 rg 0 0 20 20 re f EMC\n", {"off": ("Sky", "Sea")}, WHITE),
        (b"q /OC /Sky BDC 0 0 20 20 re W n 1 0 0 rg EMC 0 0 40 20 re f Q\n", {}, RED_PIXEL),  # state counts, hidden or not
    ],
)
def test_layers_of_a_placed_page_are_shown_as_the_design_or_else_the_file_says(content, more, seen):
    data = layered(content, off=more.get("off", ("Sky",)))
    pdf = pdf_of(placed(data, form="PDF", layers=more.get("choices", ())))
    picture = picture_of(pdf)
    assert (picture.getpixel((60, 50)), picture.getpixel((140, 50))) == (seen, WHITE)


def test_what_a_hidden_layer_paints_does_not_travel_with_the_document():
    data = layered(SKY + b"/OC /Sky BDC BT (secret) Tj 1 2 (word) \" (line) ' ET EMC 0 0 1 rg 0 0 40 20 re f")
    pdf = pikepdf.open(io.BytesIO(pdf_of(placed(data, form="PDF"))))
    streams = [each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"]
    assert any(b"0 0 1 rg" in each for each in streams)
    assert not any(word in each for each in streams for word in (b"secret", b"word", b"line"))


def swapped_profile():
    """An RGB profile in which red and blue have each other's place: sRGB's, with these two changed."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes().replace(b"sRGB", b"mRGB"))
    tags = {bytes(profile[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(int.from_bytes(profile[128:132], "big"))}
    red, blue = tags[b"rXYZ"], tags[b"bXYZ"]
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    description = profile.find("sRGB".encode("utf-16-be"))
    if description >= 0:
        profile[description : description + 8] = "mRGB".encode("utf-16-be")
    return bytes(profile)


def test_what_can_be_seen_through_keeps_the_meaning_of_its_colours_when_it_is_made_smaller():
    data = photograph(800, 400, kind="PNG", mode="RGBA", colour=(255, 0, 0, 255), icc_profile=swapped_profile())
    graphic = Graphic(asset="a", link="a", format="PNG", bounds=(0, 0, 800, 400), matrix=(0.2, 0, 0, 0.2, 20, 10))
    document = design(Item(id="f", paths=rectangle(20, 10, 180, 90), graphic=graphic), assets={"a": data})
    assert picture_of(pdf_of(document, quality="Display")).getpixel((100, 50)) == pytest.approx((0, 0, 255), abs=4)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("quality", ["Print", "Display"])
def test_an_rgb_picture_means_what_its_profile_says(kind, quality):
    data = photograph(kind=kind, icc_profile=swapped_profile())
    graphic = Graphic(asset="p", format="JPG", bounds=(0, 0, 40, 20), matrix=(2, 0, 0, 2, 20, 20))
    item = Item(id="r", paths=rectangle(0, 0, 200, 100), graphic=graphic)

    picture = picture_of(pdf_of(design(item, assets={"p": data}), quality=quality))

    assert picture.getpixel((60, 40)) == pytest.approx((0, 0, 255), abs=12)


def test_a_duotone_is_shown_in_greys_and_told():
    head = b"8BPS" + struct.pack(">H6xHIIHH", 1, 1, 20, 40, 8, 8)
    data = head + struct.pack(">I", 4) + b"inks" + struct.pack(">IIH", 0, 0, 0) + b"\x80" * 800
    graphic = Graphic(asset="p", link="duo.psd", format="PSD", bounds=(0, 0, 40, 20), matrix=(2, 0, 0, 2, 20, 20))
    document = design(Item(id="r", paths=rectangle(0, 0, 200, 100), graphic=graphic), assets={"p": data})

    _, findings = paint.prepare(document, FontLibrary({}, FontSources()))

    assert ["duotone" in found.message for found in findings if found.code == "not-drawn"] == [True]
    red, green, blue = picture_of(pdf_of(document)).getpixel((60, 40))
    assert 120 < red < 135
    assert red == green == blue
