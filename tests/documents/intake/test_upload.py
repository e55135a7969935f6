"""What an upload may be, and what each bad one is told."""

import io
import unicodedata
import zipfile

import pikepdf
import pytest

from documents.intake import open_upload
from personalia_site.errors import BrokenDesign, Invalid, PersonaliaError
from tests.documents.rendering.form_builder import build_form, text
from tests.documents.rendering.idml_builder import build_idml, story, text_frame, zipped

IDML = build_idml(stories={"s": story("Dear <<First Name>>")}, spread_items=text_frame("f", story="s", box=(36, 36, 300, 100)))
FONT = b"OTTO" + bytes(60)
INDD = bytes.fromhex("0606edf5d81d46e5bd31efe7fe74b71d") + bytes(100)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("Links/white.tif", "w") as member:
            for _ in range(40):
                member.write(bytes(1024 * 1024))
        archive.writestr("d.idml", IDML)
    return out.getvalue()


def declared_huge() -> bytes:
    """Members that say they are 300 MB each, though almost nothing is there."""
    data = bytearray(zipped({"a.idml": b"x" * 50, "b.tif": b"x" * 50, "c.tif": b"x" * 50}))
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        data[start + 20 : start + 28] = (20 * 2**20).to_bytes(4, "little") + (300 * 2**20).to_bytes(4, "little")
        start += 4
    return bytes(data)


def protected() -> bytes:
    """The flag that says a member is encrypted, in the member's own header and in the directory."""
    data = bytearray(zipped({"d.idml": IDML}))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def damaged() -> bytes:
    data = bytearray(zipped({"d.idml": IDML}))
    data[200:400] = bytes(200)
    return bytes(data)


FORM = build_form([text("Name")])
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Document>&a;</Document>'

BAD = {
    "empty": (b"", Invalid, "is empty"),
    "words": (b"Hello", Invalid, "neither a ZIP nor a PDF"),
    "picture": (b"\xff\xd8\xff\xe0 JFIF", Invalid, "a JPG picture"),
    "indd": (INDD, Invalid, "export IDML (File › Export › InDesign Markup)"),
    "indd in a package": (zipped({"P/d.indd": INDD, "P/d.pdf": FORM}), Invalid, "Include IDML"),
    "cut ZIP": (IDML[:-200], Invalid, "damaged ZIP"),
    "damaged member": (damaged(), PersonaliaError, "“d.idml”"),
    "bomb": (bomb(), Invalid, "as ZIP bombs do"),
    "bomb in the design": (zipped({"d.idml": bomb()}), Invalid, "as ZIP bombs do"),
    "declared huge": (declared_huge(), Invalid, "900 MB unpacked"),
    "many members": (zipped({f"{n}.txt": b"" for n in range(5001)}), Invalid, "5001 files"),
    "climbing path": (zipped({"../../etc/cron.d/x": b"", "d.idml": IDML}), Invalid, "outside its folder"),
    "absolute path": (zipped({"/etc/x": b"", "d.idml": IDML}), Invalid, "outside its folder"),
    "drive letter": (zipped({"C:\\x": b"", "d.idml": IDML}), Invalid, "outside its folder"),
    "password": (protected(), Invalid, "protected with a password"),
    "entities": (build_idml(members={"Stories/Story_x.xml": ENTITIES}), Invalid, "declares XML entities"),
    "entities in UTF-16": (build_idml(members={"Stories/Story_x.xml": ENTITIES.decode().encode("utf-16")}), Invalid, "XML entities"),
    "no document": (build_idml(members={"designmap.xml": b"<x/>"}), BrokenDesign, "no document in its designmap.xml"),
    "two designs": (zipped({"a/a.idml": IDML, "b/b.idml": IDML}), Invalid, "“a/a.idml”, “b/b.idml”"),
    "only the name": (zipped({"d.idml": b"PK\x03\x04nothing"}), Invalid, "“d.idml”"),
    "called idml": (zipped({"d.idml": b"nothing"}), Invalid, "is called .idml, but is none"),
    "ZIP in a ZIP": (zipped({"d.zip": zipped({"x.txt": b"x"})}), Invalid, "a ZIP inside a ZIP"),
    "no template": (zipped({"x.txt": b"x"}), Invalid, "neither an InDesign design nor a PDF"),
    "two PDFs": (zipped({"a.pdf": FORM, "b.pdf": FORM}), Invalid, "several PDFs"),
    "unpacked IDML": (zipped({"d/designmap.xml": b"<Document/>"}), Invalid, "an unpacked IDML"),
    "cut PDF": (FORM[: len(FORM) // 2], BrokenDesign, "cut off"),
    "no PDF inside": (b"%PDF-1.7\nnothing\nstartxref\n0\n%%EOF", BrokenDesign, "damaged PDF"),
    "PDF without pages": (build_form([], pages=0), BrokenDesign, "has no pages"),
    "locked PDF": (build_form([text("N")], encryption=pikepdf.Encryption(user="u", owner="o")), Invalid, "protected with a password"),
    "PDF that may not be filled": (
        build_form([text("N")], encryption=pikepdf.Encryption(user="", owner="o", allow=pikepdf.Permissions(modify_form=False))),
        Invalid,
        "do not allow filling",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_upload_is_refused_in_a_sentence(case):
    data, kind, words = BAD[case]
    with pytest.raises(kind) as refusal:
        open_upload(data, name="Gutschein.idml")
    assert words in refusal.value.reason
    assert refusal.value.reason.endswith(".")


def test_kind_comes_from_the_content_and_not_from_the_name():
    assert open_upload(IDML, name="form.pdf").kind == "idml"
    assert open_upload(FORM, name="design.idml").kind == "pdf"
    assert open_upload(b"\xef\xbb\xbfjunk" + FORM, name="x").kind == "pdf"


def test_what_is_called_an_indesign_document_and_is_none_hears_what_designers_hear():
    with pytest.raises(Invalid, match="export IDML"):
        open_upload(b"half a file", name="Poster.INDD")


def test_an_idml_inside_a_zip_is_found_by_its_content():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", b"application/vnd.adobe.indesign-idml-package")
        archive.writestr("designmap.xml", b"<Document/>")
    assert open_upload(zipped({"design.bin": out.getvalue()}), name="x.zip").kind == "idml"


def test_a_packaged_folder_gives_its_links_fonts_and_reference():
    decomposed = unicodedata.normalize("NFD", "Köln.JPG")
    package = open_upload(
        zipped(
            {
                "Coupon Folder/Coupon.idml": IDML,
                "Coupon Folder/Coupon.pdf": FORM,
                "Coupon Folder/Instructions.txt": b"x",
                f"Coupon Folder/Links/{decomposed}": b"\xff\xd8\xff",
                "Coupon Folder/Links/deep/logo.ai": FORM,
                "Coupon Folder/old/logo.ai": b"older",
                "Coupon Folder/Document fonts/A.otf": FONT,
                "Coupon Folder/Document fonts/broken.ttf": b"nothing",
                "Coupon Folder/Document fonts/AdobeFnt25.lst": b"x",
                "__MACOSX/Coupon Folder/._Coupon.idml": IDML,
                "Coupon Folder/.DS_Store": b"x",
            }
        ),
        name="Coupon.zip",
    )
    assert package.kind == "idml"
    assert package.name == "Coupon.idml"
    assert package.links["köln.jpg"] == b"\xff\xd8\xff"
    assert package.links["logo.ai"] == FORM
    assert set(package.fonts) == {"A.otf", "broken.ttf"}
    assert package.reference == FORM
    assert not [name for name in package.links if "ds_store" in name or name.startswith("._")]


def test_names_that_macos_packed_without_saying_utf8_are_read():
    name = unicodedata.normalize("NFD", "Größe.png")
    data = zipped({"d.idml": IDML, "Links/X" + "x" * (len(name.encode()) - 1): b"\x89PNG"})
    data = data.replace(b"X" + b"x" * (len(name.encode()) - 1), name.encode())
    assert open_upload(data, name="x.zip").links == {"größe.png": b"\x89PNG"}


def test_symbolic_links_in_a_zip_are_left_out():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("d.idml", IDML)
        link = zipfile.ZipInfo("Links/photo.jpg")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert open_upload(out.getvalue(), name="x.zip").links == {}


def test_backslashes_of_windows_packers_are_folders():
    assert open_upload(zipped({"P\\d.idml": IDML, "P\\Links\\a.jpg": b"\xff\xd8\xff"}), name="x.zip").links == {"a.jpg": b"\xff\xd8\xff"}


def test_a_lone_pdf_in_a_zip_is_a_form():
    package = open_upload(zipped({"forms/f.pdf": FORM}), name="x.zip")
    assert (package.kind, package.name) == ("pdf", "f.pdf")


def test_a_pdf_protected_only_against_change_by_its_owner_is_taken():
    data = build_form([text("N")], encryption=pikepdf.Encryption(user="", owner="o"))
    assert open_upload(data, name="x.pdf").kind == "pdf"
