"""A template on this machine, with the files beside it."""

import pytest

from documents.intake import open_path
from personalia_site.errors import Invalid
from tests.documents.intake.test_upload import FONT, FORM, IDML
from tests.documents.rendering.idml_builder import zipped


def test_a_lone_idml_brings_the_pictures_and_fonts_around_it(tmp_path):
    (tmp_path / "design.idml").write_bytes(IDML)
    (tmp_path / "design.pdf").write_bytes(FORM)
    for name, data in {
        "images/Photo.JPG": b"jpg",
        "Document fonts/A.otf": FONT,
        "a/b/c/d/deep.png": b"png",
        ".hidden/x.png": b"png",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(data)
    package = open_path(tmp_path / "design.idml")
    assert package.links == {"photo.jpg": b"jpg", "design.pdf": FORM}
    assert package.fonts == {"A.otf": FONT}
    assert package.reference == FORM


def test_a_packed_folder_brings_only_its_own(tmp_path):
    (tmp_path / "p.zip").write_bytes(zipped({"d.idml": IDML, "Links/a.png": b"png"}))
    (tmp_path / "other.png").write_bytes(b"other")
    assert open_path(tmp_path / "p.zip").links == {"a.png": b"png"}


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Invalid, match=r"none\.idml” cannot be read"):
        open_path(tmp_path / "none.idml")
