import io
import itertools

from PIL import Image

from documents.rendering import preflight
from documents.rendering.findings import Finding, Location
from tests.documents.rendering.form_builder import build_form, text

PAGE = build_form([text("Name")], size=(595, 842))


def about(*locations: Location) -> Finding:
    return Finding(level="warning", code="low-resolution", message="Coarse.", locations=locations)


def at(*box: float, page: int = 0) -> Location:
    return Location(page=page, box_pt=box)  # type: ignore[arg-type]


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture))


def outlined(picture: bytes) -> tuple[int, int, int, int]:
    """The box of the magenta frame."""
    image = opened(picture).convert("RGB")
    marked = [(x, y) for x in range(image.width) for y in range(image.height) if _is_magenta(image.getpixel((x, y)))]
    xs, ys = zip(*marked, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _is_magenta(pixel) -> bool:
    red, green, blue = pixel
    return red > 170 and green < 80 and 60 < blue < 170


def test_a_place_is_outlined_where_it_is():
    (finding,), pictures = preflight.picture([about(at(200, 400, 280, 440))], PAGE)

    picture = pictures[finding.locations[0].picture]
    left, top, right, bottom = outlined(picture)
    width, height = opened(picture).size
    assert (width, height) in {(480, 320), (479, 320)}
    assert abs((left + right) / 2 - width / 2) < 3
    assert abs((top + bottom) / 2 - height / 2) < 3
    assert abs((right - left) / (bottom - top) - 2) < 0.2


def test_a_place_at_the_edge_is_seen_whole():
    (finding,), pictures = preflight.picture([about(at(0, 0, 40, 20))], PAGE)

    left, top, right, bottom = outlined(pictures[finding.locations[0].picture])
    assert left <= 4
    assert top <= 4
    assert right - left > bottom - top > 20


def test_a_place_on_a_turned_page_is_where_a_reader_sees_it():
    turned = build_form([text("Name", rect=(36, 700, 236, 720))], rotate=90)
    from documents.rendering import engine
    from documents.rendering.fonts import FontSources
    from documents.rendering.package import Package

    prepared = engine.prepare(Package(kind="pdf", name="form.pdf", design=turned), fonts=FontSources())

    (location,) = prepared.fields[0].locations
    assert location.box_pt == (700, 36, 720, 236)


def test_every_finding_gets_its_first_picture_before_any_gets_a_second():
    findings = [about(*(at(10 * n, 10 * m, 10 * n + 5, 10 * m + 5) for m in range(3))) for n in range(20)]

    shown, pictures = preflight.picture(findings, PAGE)

    assert len(pictures) == 24
    assert all(finding.locations[0].picture for finding in shown)
    assert [bool(finding.locations[1].picture) for finding in shown] == [True] * 4 + [False] * 16


def test_one_place_is_one_picture():
    shown, pictures = preflight.picture([about(at(10, 10, 50, 50)), about(at(10, 10, 50, 50))], PAGE)

    assert [finding.locations[0].picture for finding in shown] == ["place-1.jpg", "place-1.jpg"]
    assert list(pictures) == ["place-1.jpg"]


def test_pictures_are_small():
    _, pictures = preflight.picture([about(at(0, 0, 595, 842))], PAGE)

    assert opened(pictures["place-1.jpg"]).height == 320
    assert len(pictures["place-1.jpg"]) < 20_000


def test_a_place_on_a_page_that_is_not_there_has_no_picture():
    (finding,), pictures = preflight.picture([about(at(0, 0, 10, 10, page=7))], PAGE)

    assert not pictures
    assert finding.locations[0].picture == ""


def test_pictures_end_when_their_time_is_over():
    ticks = itertools.count()
    findings = [about(at(10 * n, 0, 10 * n + 5, 5)) for n in range(5)]

    _, pictures = preflight.picture(findings, PAGE, patience_s=2.5, clock=lambda: float(next(ticks)))

    assert len(pictures) == 2


def test_findings_without_a_place_stay_as_they_are():
    finding = about()

    assert preflight.picture([finding], PAGE) == ((finding,), {})
