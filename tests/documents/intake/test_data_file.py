import pytest

from documents.intake import check, open_upload
from documents.intake.data_file import samples
from documents.rendering.fonts import FontSources
from tests.documents.intake.test_checking import design
from tests.documents.rendering.idml_builder import zipped

FIELDS = {"First Name", "Town", "Photo"}
ROW = {"First Name": "Zoë", "Town": "Köln, west", "Photo": "a.jpg"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("people.csv", 'First Name,Town,@Photo\r\nZoë,"Köln, west",a.jpg\r\nIda,Oslo,b.jpg\r\n'.encode()),
        ("people.csv", 'First Name;Town;@Photo\nZoë;"Köln, west";a.jpg\n'.encode("utf-8-sig")),
        ("people.txt", "First Name\tTown\t#Photo\nZoë\tKöln, west\ta.jpg\n".encode("utf-16")),
        ("people.txt", "First Name\tTown\tPhoto\n\t\t\nZoë\tKöln, west\ta.jpg".encode("cp1252")),
    ],
)
def test_the_first_record_is_read_as_programs_write_it(name: str, data: bytes) -> None:
    assert samples({name: data}, fields=FIELDS) == ROW


def test_the_file_that_knows_the_most_fields_counts() -> None:
    files = {"a.csv": b"Town,Price\nOslo,9", "b.csv": b"Town,First Name\nRome,Ida", "readme.txt": b"Read me, please"}

    assert samples(files, fields=FIELDS) == {"Town": "Rome", "First Name": "Ida"}


@pytest.mark.parametrize("data", [b"", b"\n\n", b"First Name", b"\xff\xfe\x00", b'"' * 200_000, b"First Name\n" + b"x" * 3_000])
def test_what_is_no_data_file_gives_nothing(data: bytes) -> None:
    assert samples({"x.csv": data}, fields=FIELDS) == {}


def test_a_package_s_data_file_gives_fields_their_samples_where_the_kind_fits() -> None:
    csv = b"First Name,Start Date,Expiry Date\nIda,soon,2026-04-01\n"
    package = open_upload(zipped({"C/C.idml": design("<<First Name>> <<Start Date>> <<Expiry Date>>"), "C/people.csv": csv}), name="C.zip")

    done = check(package, fonts=FontSources())

    assert {field.name: (field.kind, field.default) for field in done.fields} == {
        "First Name": ("String", "Ida"),
        "Start Date": ("Date", ""),
        "Expiry Date": ("Date", "2026-04-01"),
    }
