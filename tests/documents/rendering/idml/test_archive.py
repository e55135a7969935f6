"""Broken and hostile IDML files."""

import io
import struct
import time
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from documents.rendering.idml import archive, read_document
from personalia_site.errors import BrokenDesign
from tests.documents.rendering.idml_builder import build_idml, package, rectangle, story, text_frame

CORPUS = Path(settings.BASE_DIR).parent / "shared" / "corpus"


def refused(design: bytes) -> str:
    with pytest.raises(BrokenDesign) as caught:
        read_document(package(design))
    return caught.value.reason


def test_no_zip_is_refused() -> None:
    assert "no ZIP" in refused(b"not a zip")
    assert "no ZIP" in refused(b"")


def test_a_truncated_file_is_refused() -> None:
    assert refused(build_idml(stories={"s1": story("x")})[:-200])


def test_a_missing_member_is_named() -> None:
    whole = build_idml(stories={"s1": story("x")})
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if "Story" not in name:
                new.writestr(name, old.read(name))

    assert "Stories/Story_s1.xml is missing" in refused(buffer.getvalue())


def test_a_document_type_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Document Self="d">&b;</Document>'

    assert refused(build_idml(members={"designmap.xml": bomb}))


def test_xml_that_breaks_off_is_refused() -> None:
    assert "not readable XML" in refused(build_idml(members={"Resources/Styles.xml": b"<idPkg:Styles"}))


def test_a_member_that_unpacks_too_big_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MEMBER_LIMIT", 1000)

    assert "too big" in refused(build_idml(stories={"s1": story("x" * 2000)}))


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(build_idml())
    start = data.rindex(b"PK\x01\x02", 0, data.index(b"designmap.xml", data.index(b"PK\x01\x02")))
    flags = struct.unpack_from("<H", data, start + 8)[0]
    struct.pack_into("<H", data, start + 8, flags | 1)

    assert refused(bytes(data))


def test_a_design_without_a_page_is_refused() -> None:
    empty = b'<Document Self="d" xmlns:idPkg="http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging"/>'

    assert "no page" in refused(build_idml(members={"designmap.xml": empty}))


def test_a_spread_without_a_page_is_passed_over() -> None:
    empty = b'<idPkg:Spread xmlns:idPkg="http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging"><Spread Self="sp0"/></idPkg:Spread>'

    document = read_document(
        package(build_idml(spread_items=["", rectangle("r1", box=(0, 0, 9, 9))], members={"Spreads/Spread_0.xml": empty}))
    )

    assert [page.name for page in document.pages] == ["2"]


@pytest.mark.parametrize("value", ["nan", "inf", "1e999", "", "twelve", "-1e300"])
def test_numbers_that_are_none_do_no_harm(value: str) -> None:
    items = rectangle("r1", box=(0, 0, 9, 9), StrokeWeight=value, ItemTransform=f"1 0 0 1 {value or 0} 0") + text_frame(
        "f1", story="s1", box=(0, 0, 9, 9)
    )

    document = read_document(package(build_idml(stories={"s1": story("x", PointSize=value, Tracking=value)}, spread_items=items)))

    assert document.stories[0].paragraphs[0].runs[0].text == "x"


def test_a_frame_that_is_flattened_to_nothing_does_no_harm() -> None:
    items = text_frame("f1", story="s1", box=(0, 0, 9, 9), ItemTransform="0 0 0 0 5 5")

    assert read_document(package(build_idml(stories={"s1": story("x")}, spread_items=items))).stories[0].frames == ("f1",)


def test_deep_nesting_ends_in_an_answer() -> None:
    deep = "<Group Self='g'>" * 300 + rectangle("r1", box=(0, 0, 9, 9)) + "</Group>" * 300

    assert refused(build_idml(spread_items=deep))


def test_ten_pages_read_in_well_under_a_second() -> None:
    pages = [
        "".join(rectangle(f"r{n}-{m}", box=(m, m, m + 9, m + 9)) for m in range(60))
        + text_frame(f"f{n}", story=f"s{n}", box=(0, 0, 99, 99))
        for n in range(10)
    ]
    design = build_idml(stories={f"s{n}": story(*["words " * 20] * 40) for n in range(10)}, spread_items=pages)

    start = time.process_time()
    read_document(package(design))

    assert time.process_time() - start < 1.0


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_every_document_of_the_corpus_reads() -> None:
    designs = sorted(CORPUS.rglob("*.idml"))

    for path in designs:
        document = read_document(package(path.read_bytes()))
        assert document.pages, path

    assert len(designs) >= 35


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_the_real_data_merge_template_has_its_fields() -> None:
    document = read_document(package((CORPUS / "datamerge/posters/template.idml").read_bytes()))

    assert [(field.name, field.kind) for field in document.fields] == [
        ("Name", "String"),
        ("Host Name", "String"),
        ("Project Title", "String"),
        ("Abstract", "String"),
        ("Picture", "Image"),
    ]
