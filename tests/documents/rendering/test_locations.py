from documents.rendering import engine
from documents.rendering.findings import Finding
from documents.rendering.fonts import FontSources
from documents.rendering.prepared import Prepared
from tests.documents.rendering.idml_builder import build_idml, package, page_item, paragraph, rectangle, story, text_frame

GONE = '<Image Self="i1" ItemTransform="1 0 0 1 0 0"><Link Self="l1" LinkResourceURI="file:gone.jpg"/></Image>'


def prepared(**parts: object) -> Prepared:
    return engine.prepare(package(build_idml(**parts)), fonts=FontSources())  # type: ignore[arg-type]


def the(prepared: Prepared, code: str) -> Finding:
    return next(finding for finding in prepared.findings if finding.code == code)


def boxes(finding: Finding) -> list[tuple[int, tuple[float, ...]]]:
    return [(location.page, location.box_pt) for location in finding.locations]


def test_a_missing_picture_is_where_its_frame_is():
    done = prepared(spread_items=["", rectangle("r1", box=(10, 20, 60, 80), inner=GONE)])

    assert boxes(the(done, "missing-link")) == [(1, (10, 20, 60, 80))]


def test_a_turned_frame_in_a_group_is_where_it_is_seen():
    inner = rectangle("r1", box=(0, 0, 50, 20), inner=GONE, ItemTransform="0 1 -1 0 100 0")
    group = f'<Group Self="g1" ItemTransform="1 0 0 1 5 7">{inner}</Group>'

    assert boxes(the(prepared(spread_items=group), "missing-link")) == [(0, (85, 7, 105, 57))]


def test_what_sticks_out_is_outlined_as_far_as_the_page_reaches():
    done = prepared(spread_items=rectangle("r1", box=(-50, 20, 60, 80), inner=GONE))

    assert boxes(the(done, "missing-link")) == [(0, (0, 20, 60, 80))]


def test_a_masters_picture_is_on_the_pages_that_show_it():
    master = rectangle("r1", box=(10, 20, 60, 80), inner=GONE)
    done = prepared(masters={"m1": master}, page_attributes='AppliedMaster="m1"', spread_items=["", "", "", ""])

    assert boxes(the(done, "missing-link")) == [(page, (10, 20, 60, 80)) for page in range(3)]


def test_a_missing_font_is_where_its_text_stands_and_names_the_page():
    look = '<AppliedFont type="string">No Such Sans</AppliedFont>'
    done = prepared(
        stories={"s1": paragraph("<Content>Hello</Content>", properties=look)},
        spread_items=text_frame("f1", story="s1", box=(36, 40, 300, 100)),
    )

    finding = the(done, "missing-font")

    assert finding.pages == ("1",)
    assert boxes(finding) == [(0, (36, 40, 300, 100))]


def test_a_font_that_is_missing_on_many_pages_names_them_all_and_shows_three():
    look = '<AppliedFont type="string">No Such Sans</AppliedFont>'
    numbers = range(1, 6)
    done = prepared(
        stories={f"s{n}": paragraph("<Content>Hello</Content>", properties=look) for n in numbers},
        spread_items=[text_frame(f"f{n}", story=f"s{n}", box=(36, 40, 300, 100)) for n in numbers],
    )

    finding = the(done, "missing-font")

    assert finding.pages == ("1", "2", "3", "4", "5")
    assert [location.page for location in finding.locations] == [0, 1, 2]


def test_overset_text_is_where_its_frame_is():
    done = prepared(stories={"s1": story(*["Words and more words"] * 9)}, spread_items=text_frame("f1", story="s1", box=(36, 40, 100, 60)))

    assert boxes(the(done, "overset")) == [(0, (36, 40, 100, 60))]


def test_what_is_not_drawn_is_outlined():
    done = prepared(spread_items=page_item("Rectangle", "r1", box=(10, 20, 60, 80), inner='<Movie Self="m1"/>'))

    assert boxes(the(done, "not-drawn")) == [(0, (10, 20, 60, 80))]


def test_an_eps_leaves_a_hole_and_is_an_error():
    placed = '<EPS Self="i1" ItemTransform="1 0 0 1 0 0"><Link Self="l1" LinkResourceURI="file:logo.eps"/></EPS>'
    design = build_idml(spread_items=rectangle("r1", box=(10, 20, 60, 80), inner=placed))
    done = engine.prepare(package(design, links={"logo.eps": b"%!PS-Adobe-3.0 EPSF-3.0"}), fonts=FontSources())

    finding = the(done, "unreadable-picture")

    assert (finding.level, finding.error_id) == ("error", 1006)
    assert boxes(finding) == [(0, (10, 20, 60, 80))]


def test_a_field_knows_where_it_stands():
    done = prepared(
        stories={"s1": story("Dear <<Name>>,")},
        spread_items=text_frame("f1", story="s1", box=(36, 40, 300, 100)),
    )

    assert [location.box_pt for location in done.fields[0].locations] == [(36, 40, 300, 100)]
