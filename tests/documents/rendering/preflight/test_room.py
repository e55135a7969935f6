import itertools

import pytest
from msgspec.structs import replace

from documents.rendering import engine, preflight
from documents.rendering.findings import Room
from documents.rendering.fonts import FontSources
from documents.rendering.output import Output
from documents.rendering.package import Package
from documents.rendering.preflight.room import measure_of, most_that_fit, rooms
from documents.rendering.preflight.words import WORDS, typical
from documents.rendering.prepared import Prepared
from personalia_site.errors import TextOverflow
from tests.documents.rendering.form_builder import COMB, MULTILINE, build_form, combo, text
from tests.documents.rendering.idml_builder import build_idml, package, paragraph, text_frame

LOOK = '<AppliedFont type="string">Liberation Sans</AppliedFont>'


def said(*lines: str, size: int = 12, **local: object) -> str:
    content = "<Br/>".join(f"<Content>{line.replace('<', '&lt;').replace('>', '&gt;')}</Content>" for line in lines)
    return paragraph(content, properties=LOOK, PointSize=size, FontStyle="Regular", FillColor="Color/Black", **local)


def design(*lines: str, box=(36, 36, 236, 56), size: int = 12, **frame: str) -> Prepared:
    items = text_frame("f1", story="s1", box=box, **frame)
    return engine.prepare(package(build_idml(stories={"s1": said(*lines, size=size)}, spread_items=items)), fonts=FontSources())


def form(*fields) -> Prepared:
    return engine.prepare(Package(kind="pdf", name="form.pdf", design=build_form(list(fields))), fonts=FontSources())


def measured(prepared: Prepared) -> dict[str, Room | None]:
    return {field.name: field.room for field in preflight.inspect(prepared).fields}


@pytest.mark.parametrize("most", [0, 1, 23, 24, 25, 100, 999])
def test_the_largest_number_that_fits_is_found(most):
    assert most_that_fit(lambda length: length <= most) == most


def test_more_than_anybody_types_is_no_number():
    assert most_that_fit(lambda _length: True) is None


@pytest.mark.parametrize("language", [*WORDS, "en_US", "pt-BR", "xx"])
def test_typical_text_has_the_length_that_was_asked_for_and_ends_in_a_letter(language):
    for length in (1, 10, 11, 12, 200):
        words = typical(language, length=length)

        assert len(words) == length
        assert words == words.strip()


@pytest.mark.parametrize("size", [12, 24])
def test_as_much_as_was_measured_is_rendered_strictly_and_one_more_is_not(size):
    prepared = design("<<Name>>", size=size, box=(36, 36, 236, 66))
    room = measured(prepared)["Name"]
    assert room is not None
    assert room.characters is not None

    engine.render(prepared, {"Name": typical("en", length=room.characters)}, Output())
    with pytest.raises(TextOverflow):
        engine.render(prepared, {"Name": typical("en", length=room.characters + 1)}, Output())


def test_larger_text_has_less_room_and_the_frame_is_named():
    small, large = measured(design("<<Name>>", size=10))["Name"], measured(design("<<Name>>", size=16))["Name"]

    assert small is not None
    assert large is not None
    assert (small.characters or 0) > (large.characters or 0) > 5
    assert large.frame == "text frame on page 1"


def test_the_narrowest_of_several_places_counts():
    items = text_frame("f1", story="s1", box=(36, 36, 500, 56)) + text_frame("f2", story="s2", box=(36, 100, 106, 116), Name="Badge")
    prepared = engine.prepare(
        package(build_idml(stories={"s1": said("<<Name>>"), "s2": said("<<Name>>")}, spread_items=items)), fonts=FontSources()
    )

    room = measured(prepared)["Name"]

    assert room is not None
    assert room.frame == "Badge"
    assert 5 < (room.characters or 0) < 15


def test_other_fields_of_the_frame_hold_their_names_meanwhile():
    alone, beside = measured(design("<<Name>>"))["Name"], measured(design("<<Name>> <<Company>>"))["Name"]

    assert alone is not None
    assert beside is not None
    assert (alone.characters or 0) - (beside.characters or 0) in range(6, 12)


def test_numbers_are_measured_with_digits():
    prepared = design("<<Price>>")
    number = replace(prepared, fields=tuple(replace(field, kind="Number") for field in prepared.fields))

    words, digits = measured(prepared)["Price"], measured(number)["Price"]

    assert words is not None
    assert digits is not None
    assert digits.characters in (29, 30)  # 6.67 pt a digit in 200 pt
    assert words.characters != digits.characters


def test_dates_choices_and_pictures_are_not_measured():
    prepared = design("<<Date>> <<Name>>")

    assert measured(prepared)["Date"] is None


def test_a_frame_that_grows_says_so_and_ends_at_the_edge_of_its_page():
    inner = '<TextFramePreference AutoSizingType="HeightOnly" AutoSizingReferencePoint="TopLeftPoint"/>'
    growing = design("<<Name>>", inner=inner, box=(36, 36, 236, 56))
    at_the_foot = design("<<Name>>", inner=inner, box=(36, 780, 236, 800))

    free, held = measured(growing)["Name"], measured(at_the_foot)["Name"]

    assert free is not None
    assert held is not None
    assert (free.characters, free.grows) == (None, True)
    assert held.grows
    assert 60 < (held.characters or 0) < 200


def test_where_not_one_letter_fits_publishing_is_blocked():
    prepared = preflight.inspect(design("A heading that fills the frame", "<<Name>>", box=(36, 36, 236, 50)))

    found = [finding for finding in prepared.findings if finding.code == "overset"]

    assert [(finding.level, finding.error_id, finding.subject, finding.pages) for finding in found] == [("error", 1009, "Name", ("1",))]
    assert found[0].locations[0].box_pt == (36, 36, 236, 50)


def test_a_field_that_holds_hardly_anything_is_a_hint():
    prepared = preflight.inspect(design("<<Name>>", size=48, box=(36, 36, 120, 100)))

    assert [(finding.level, finding.subject) for finding in prepared.findings if finding.code == "tight-field"] == [("warning", "Name")]


def test_a_pdf_field_is_measured_in_its_box():
    prepared = form(text("Name", rect=(36, 700, 136, 720)))
    room = measured(prepared)["Name"]
    assert room is not None
    assert room.characters is not None

    engine.render(prepared, {"Name": typical("en", length=room.characters)}, Output())
    with pytest.raises(TextOverflow):
        engine.render(prepared, {"Name": typical("en", length=room.characters + 1)}, Output())


def test_a_pdf_fields_own_limit_and_the_cells_of_a_comb_count():
    rooms_found = measured(form(text("Short", MaxLen=5), text("Code", flags=COMB, MaxLen=8)))

    assert [room.characters for room in rooms_found.values() if room] == [5, 8]


def test_automatic_size_says_from_where_on_text_gets_smaller():
    several = measured(form(text("Note", da="/Helv 0 Tf 0 g", flags=MULTILINE, rect=(36, 600, 236, 640))))["Note"]
    one = measured(form(text("Name", da="/Helv 0 Tf 0 g")))["Name"]

    for room in (several, one):
        assert room is not None
        assert 0 < (room.unshrunk or 0) < (room.characters or 0)


def test_choices_that_do_not_fit_their_box_are_named():
    prepared = preflight.inspect(form(combo("Size", ["S", "An endless choice"], rect=(36, 560, 76, 580))))

    assert [finding.message for finding in prepared.findings if finding.code == "long-choice"] == [
        "Not every choice of “Size” fits its box: “An endless choice”."
    ]


def test_measuring_ends_when_its_time_is_over():
    prepared = design("<<First>>", "<<Second>>", "<<Third>>", box=(36, 36, 236, 120))
    ticks = itertools.count()

    found = rooms(prepared, measure_of(prepared), patience_s=20.5, clock=lambda: float(next(ticks)))

    assert list(found) in (["First"], ["First", "Second"])


def test_what_was_measured_is_not_kept_with_the_program():
    prepared = design("<<Name>>")
    before = engine.render(prepared, {"Name": "Anna"}, Output())

    preflight.inspect(prepared)

    assert engine.render(prepared, {"Name": "Anna"}, Output()) == before


def test_a_design_without_text_has_no_rooms():
    prepared = engine.prepare(package(build_idml()), fonts=FontSources())

    assert rooms(prepared, measure_of(prepared)) == {}


@pytest.mark.parametrize(
    ("room", "words"),
    [
        (Room(characters=38), "about 38 characters"),
        (Room(characters=1), "one character"),
        (Room(characters=0), "nothing"),
        (Room(), "any length"),
        (Room(grows=True), "a page full, the frame grows"),
        (Room(characters=99, unshrunk=28), "about 99 characters, set smaller from 29 on"),
    ],
)
def test_a_room_is_said_in_words(room, words):
    assert room.words == words
