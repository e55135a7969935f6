import pytest

from documents.rendering import paint
from documents.rendering.document import Gradient, GradientStop
from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.text.model import CharacterFormat, FrameBox, Ink, Paragraph, ParagraphFormat, Run, Story
from tests.documents.rendering.paint.designs import BLUE, RED, Item, design, pdf_of, picture_of, rectangle

FADE = Gradient(name="Fade", kind="linear", stops=(GradientStop(RED, 0.0), GradientStop(BLUE, 100.0)))
LOOK = CharacterFormat(family="DejaVu Sans", style="Bold", size_pt=60, fill=Ink("Gradient/Fade"))


def written(*runs, left=10.0):
    frame = FrameBox(id="f", name="f", left_pt=left, top_pt=5, width_pt=180, height_pt=90)
    story = Story(id="s", paragraphs=(Paragraph(format=ParagraphFormat(), runs=runs, end=LOOK),), frames=("f",))
    item = Item(id="i", kind="text-frame", paths=rectangle(left, 5, left + 180, 95), frame="f")
    return design(item, frames={"f": frame}, stories=(story,), gradients={"Gradient/Fade": FADE})


@pytest.mark.parametrize("quality", ["Display", "Print"])
@pytest.mark.parametrize(("run", "values"), [(Run(format=LOOK, text="■■■"), {}), (Run(format=LOOK, text="<<X>>", field="X"), {"X": "■■■"})])
def test_text_fades_from_the_left_edge_of_its_frame_to_the_right_one(run, values, quality):
    picture = picture_of(pdf_of(written(run), values, quality=quality))

    across = [picture.getpixel((x, y)) for x in range(12, 185) for y in (50,) if picture.getpixel((x, y)) != (255, 255, 255)]
    first, last = across[2], across[-3]
    assert first[0] > 200 > 80 > first[2]
    assert last[2] > last[0]
    assert [p[0] for p in across[2:-3:20]] == sorted((p[0] for p in across[2:-3:20]), reverse=True)


def test_nothing_is_said_to_be_missing():
    _, findings = paint.prepare(written(Run(format=LOOK, text="ABC")), FontLibrary({}, FontSources()))

    assert not [each for each in findings if each.code == "not-drawn"]
