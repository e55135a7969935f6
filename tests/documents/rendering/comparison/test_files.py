import io
from pathlib import Path

import pytest
from django.core.management import call_command
from PIL import Image

from documents.rendering.comparison import compare
from documents.rendering.document import Item
from personalia_site.errors import BrokenDesign
from tests.documents.rendering.paint.designs import BLUE, RED, design, pdf_of, rectangle

GOLDEN = Path(__file__).parents[5] / "shared/corpus/golden"


def page(ink=RED, right=90):
    return Item(id="a", paths=rectangle(10, 10, right, 90), fill=ink)


def test_the_same_page_differs_in_nothing():
    pdf = pdf_of(design(page()))

    (found,) = compare(pdf, pdf).pages

    assert (found.mean_de, found.p99_de, found.ink_alike, found.words_near, found.lines_same) == (0, 0, 1, 1, 1)


def test_another_colour_shows_in_the_difference_and_in_the_picture():
    (found,) = compare(pdf_of(design(page())), pdf_of(design(page(BLUE))), pictures=True).pages

    assert found.p99_de > 40
    indesign, ours, difference = (Image.open(io.BytesIO(found.pictures[name])) for name in ("indesign", "ours", "difference"))
    inside, outside = (indesign.width // 4, indesign.height // 2), (indesign.width - 5, indesign.height // 2)
    assert indesign.getpixel(inside)[0] > 200
    assert ours.getpixel(inside)[2] > 200
    red, green, _blue = difference.getpixel(inside)
    assert red > 200 > 30 > green
    assert min(difference.getpixel(outside)) > 240


def test_what_is_alike_lies_pale_beneath_the_difference():
    pdf = pdf_of(design(page()))

    (found,) = compare(pdf, pdf, pictures=True).pages

    red, green, blue = Image.open(io.BytesIO(found.pictures["difference"])).getpixel((40, 60))
    assert max(red, green, blue) - min(red, green, blue) < 12
    assert 180 < green < 240


def test_a_page_that_only_one_file_has_is_said_to_be_missing():
    one = design(page())
    two = design(page(), pages=(*one.pages, *one.pages))

    assert [each.missing for each in compare(pdf_of(two), pdf_of(one)).pages] == ["", "in ours"]
    assert [each.missing for each in compare(pdf_of(one), pdf_of(two)).pages] == ["", "in the reference"]


def test_pages_of_other_sizes_are_compared_and_said_to_be():
    (found,) = compare(pdf_of(design(page(), width_pt=250)), pdf_of(design(page()))).pages

    assert not found.same_size
    assert found.ink_alike == pytest.approx(1, abs=0.01)


def test_no_page_is_begun_after_its_time():
    pdf = pdf_of(design(page()))

    found = compare(pdf, pdf, patience_s=-1)

    assert (found.pages, found.left_out) == ((), 1)


def test_a_reference_that_is_no_pdf_is_refused():
    with pytest.raises(BrokenDesign, match="cannot be opened"):
        compare(b"%PDF-1.7 no more", pdf_of(design(page())))


@pytest.mark.corpus
@pytest.mark.skipif(not GOLDEN.exists(), reason="the corpus is not here")
def test_the_command_tells_the_figures_and_writes_a_page_of_pictures(tmp_path, capsys):
    call_command("compare", GOLDEN / "geometry.idml", reference=GOLDEN / "geometry.pdf", html=tmp_path)

    told = capsys.readouterr().out.splitlines()
    assert told[1].split()[0] == "1"
    assert float(told[1].split()[3]) > 0.9
    assert (tmp_path / "page-1-difference.jpg").exists()
    assert "Page 20" in (tmp_path / "index.html").read_text()
