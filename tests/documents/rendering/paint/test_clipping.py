import io
import struct

import pytest
from PIL import Image, TiffImagePlugin

from documents.rendering import paint
from documents.rendering.document import Clip, Graphic, Item
from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.paint.geometry import polygon
from tests.documents.rendering.paint.designs import BLUE, design, pdf_of, picture_of, rectangle

RED, WHITE = (255, 0, 0), (255, 255, 255)
LEFT_HALF = [(0.0, 0.0), (0.0, 1.0), (0.5, 1.0), (0.5, 0.0)]


def resource(kind, name, data):
    called = bytes([len(name)]) + name.encode()
    called += b"\0" * (len(called) % 2)
    return b"8BIM" + struct.pack(">H", kind) + called + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)


def path_record(points):
    """A closed sub-path of straight pieces; every number has 24 bits behind the point, y first."""
    records = [struct.pack(">HH22x", 0, len(points))]
    for x, y in points:
        at = [round(value * (1 << 24)) for value in (y, x)]
        records.append(struct.pack(">H6i", 1, *at, *at, *at))
    return b"".join(records)


RESOURCES = resource(2000, "Path 1", path_record(LEFT_HALF)) + resource(2999, "", b"\x06Path 1")


def file_of(kind):
    buffer, image = io.BytesIO(), Image.new("RGB", (40, 20), RED)
    if kind == "TIFF":
        tags = TiffImagePlugin.ImageFileDirectory_v2()
        tags[34377], tags.tagtype[34377] = RESOURCES, 1
        image.save(buffer, "TIFF", tiffinfo=tags)
        return buffer.getvalue()
    if kind == "PSD":
        planes = b"".join(bytes([value]) * 800 for value in RED)
        head = b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, 20, 40, 8, 3)
        return head + struct.pack(">I", 0) + struct.pack(">I", len(RESOURCES)) + RESOURCES + struct.pack(">IH", 0, 0) + planes
    image.save(buffer, "JPEG")
    part = b"Photoshop 3.0\0" + RESOURCES
    return buffer.getvalue()[:2] + b"\xff\xed" + struct.pack(">H", len(part) + 2) + part + buffer.getvalue()[2:]


def placed(data, clip, kind="JPG"):
    graphic = Graphic(asset="p", link="p.file", format=kind, bounds=(0, 0, 40, 20), matrix=(2, 0, 0, 2, 60, 30), clip=clip)
    return design(Item(id="r", paths=rectangle(0, 0, 200, 100), graphic=graphic), assets={"p": data})


@pytest.mark.parametrize("kind", ["JPG", "TIFF", "PSD"])
@pytest.mark.parametrize("name", ["", "Path 1"])
def test_a_path_of_the_file_clips_the_picture(kind, name):
    picture = picture_of(pdf_of(placed(file_of(kind), Clip(kind="photoshop", name=name), kind)))

    assert picture.getpixel((80, 50)) == pytest.approx(RED, abs=3)
    assert picture.getpixel((120, 50)) == WHITE


def test_an_inverted_path_shows_what_lies_outside_it():
    picture = picture_of(pdf_of(placed(file_of("JPG"), Clip(kind="photoshop", invert=True))))

    assert picture.getpixel((80, 50)) == WHITE
    assert picture.getpixel((120, 50)) == pytest.approx(RED, abs=3)


def test_a_path_of_the_design_clips_in_the_pictures_own_space():
    clip = Clip(kind="path", paths=(polygon([(10, 0), (10, 20), (20, 20), (20, 0)]),))

    picture = picture_of(pdf_of(placed(file_of("JPG"), clip)))

    assert [picture.getpixel((x, 50)) == WHITE for x in (70, 90, 110)] == [True, False, True]


@pytest.mark.parametrize(("inside", "hole"), [(False, WHITE), (True, (0, 0, 255))])
def test_what_is_white_round_the_picture_is_cut_away_and_within_it_only_when_asked(inside, hole):
    image = Image.new("RGB", (40, 20), WHITE)
    image.paste(RED, (10, 2, 30, 18))
    image.paste(WHITE, (18, 8, 22, 12))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    document = placed(buffer.getvalue(), Clip(kind="edges", inside_edges=inside), "PNG")
    behind = Item(id="b", paths=rectangle(0, 0, 200, 100), fill=BLUE)

    picture = picture_of(pdf_of(design(behind, *document.pages[0].items, assets=document.assets)))

    assert picture.getpixel((65, 50)) == (0, 0, 255)
    assert picture.getpixel((85, 50)) == RED
    assert picture.getpixel((100, 50)) == hole


@pytest.mark.parametrize("data", [b"", RESOURCES[:30], b"8BIM"])
def test_a_path_that_is_not_there_is_told_and_the_picture_is_shown_whole(data):
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), RED).save(buffer, "JPEG")
    part = b"Photoshop 3.0\0" + data
    file = buffer.getvalue()[:2] + b"\xff\xed" + struct.pack(">H", len(part) + 2) + part + buffer.getvalue()[2:]

    document = placed(file, Clip(kind="photoshop", name="Path 1"))

    _, findings = paint.prepare(document, FontLibrary({}, FontSources()))
    assert [found.code for found in findings if "clipping" in found.message] == ["not-drawn"]
    assert picture_of(pdf_of(document)).getpixel((120, 50)) == pytest.approx(RED, abs=3)
