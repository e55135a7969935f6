"""PDF/X-4 (ISO 15930-7) as far as a machine can check it, rule by rule; the numbers are the standard's clauses."""

import io
import re
from collections.abc import Callable, Iterator

import pikepdf
from PIL import ImageCms

Dictionaries = Iterator[pikepdf.Object]


def dictionaries(file: pikepdf.Pdf) -> Dictionaries:
    """Of the whole file, streams' and those within others too."""

    def within(thing: object) -> Dictionaries:
        if isinstance(thing, pikepdf.Object) and thing.is_indirect:
            return  # among the file's objects itself
        yield from inside(thing)

    def inside(thing: object) -> Dictionaries:
        if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
            yield thing
            for value in (thing.stream_dict if isinstance(thing, pikepdf.Stream) else thing).values():
                yield from within(value)
        elif isinstance(thing, pikepdf.Array):
            for value in thing:
                yield from within(value)

    for each in file.objects:
        yield from inside(each)


def the_version_is_at_most_1_6(file: pikepdf.Pdf) -> None:  # 6.1
    assert file.pdf_version <= "1.6"
    assert "/Version" not in file.Root


def the_file_says_what_it_is_and_when_it_was_made(file: pikepdf.Pdf) -> None:  # 6.3, 6.16
    said = file.Root.Metadata.read_bytes().decode()
    assert "/Filter" not in file.Root.Metadata
    for name in ("pdfxid:GTS_PDFXVersion>PDF/X-4<", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "dc:title"):
        assert name in said
    for name in ("xmpMM:DocumentID>uuid:", "xmpMM:VersionID>1", "xmpMM:RenditionClass>default"):
        assert name in said
    assert {"/CreationDate", "/ModDate", "/Title"} <= set(file.docinfo.keys())


def trapping_is_said(file: pikepdf.Pdf) -> None:  # 6.11
    assert str(file.docinfo["/Trapped"]) in ("/True", "/False")
    assert "pdf:Trapped>False<" in file.Root.Metadata.read_bytes().decode()


def the_trailer_has_an_id(file: pikepdf.Pdf) -> None:  # 6.4
    assert len(file.trailer.ID) == 2
    assert all(bytes(part) for part in file.trailer.ID)


def there_is_one_output_intent_with_a_profile_of_a_press(file: pikepdf.Pdf) -> None:  # 6.2.2
    (intent,) = (each for each in file.Root.OutputIntents if each.S == "/GTS_PDFX")
    assert str(intent.OutputConditionIdentifier)
    profile = ImageCms.ImageCmsProfile(io.BytesIO(intent.DestOutputProfile.read_bytes())).profile
    assert (profile.device_class, profile.xcolor_space.strip()) == ("prtr", "CMYK")
    assert int(intent.DestOutputProfile.N) == 4


def every_device_rgb_is_defined(file: pikepdf.Pdf) -> None:  # 6.2.4.2
    for holder, resources in contents(file):
        operators = {str(each.operator) for each in pikepdf.parse_content_stream(holder)}
        spaces = resources.get("/ColorSpace", {})
        drawn = [each for kind in ("XObject", "Shading", "Pattern") for each in resources.get(f"/{kind}", {}).values()]
        named = [str(each) for each in (*spaces.values(), *(each.get("/Shading", each).get("/ColorSpace") for each in drawn))]
        if {"rg", "RG"} & operators or any("DeviceRGB" in each for each in named):
            kind, profile = spaces.DefaultRGB
            assert (str(kind), int(profile.N)) == ("/ICCBased", 3)


def contents(file: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    """Everything that has operators, with the resources that count there."""
    for page in file.pages:
        yield page.obj, page.resources
    for each in file.objects:
        if isinstance(each, pikepdf.Stream) and (each.get("/Subtype") == "/Form" or "/PatternType" in each):
            yield each, each.Resources


def profiles_are_of_versions_that_pdf_1_6_knows(file: pikepdf.Pdf) -> None:  # 6.2.4
    for each in dictionaries(file):
        if isinstance(each, pikepdf.Stream) and "/N" in each:
            assert each.read_bytes()[8:12] <= bytes.fromhex("04200000")


def inks_with_a_profile_never_overprint_one_by_one(file: pikepdf.Pdf) -> None:  # 6.2.4.4: none has one
    for each in dictionaries(file):
        for value in each.values() if isinstance(each, pikepdf.Dictionary) else ():
            if isinstance(value, pikepdf.Array) and len(value) == 2 and value[0] == "/ICCBased":
                assert int(value[1].N) != 4


def groups_blend_in_the_inks_of_the_output_intent(file: pikepdf.Pdf) -> None:  # 6.2.7
    for each in dictionaries(file):
        if each.get("/S") == "/Transparency" and "/CS" in each:
            assert isinstance(each.CS, pikepdf.Array) or each.CS in ("/DeviceCMYK", "/DeviceGray")


def pages_have_a_trim_box_within_the_others(file: pikepdf.Pdf) -> None:  # 6.10
    for page in file.pages:
        assert "/ArtBox" not in page.obj
        trim, bleed, media = (
            [float(v) for v in page.obj.get(f"/{name}Box", page.obj.TrimBox if name == "Bleed" else page.obj.MediaBox)]
            for name in ("Trim", "Bleed", "Media")
        )
        for inner, outer in ((trim, bleed), (bleed, media)):
            assert outer[0] <= inner[0] < inner[2] <= outer[2]
            assert outer[1] <= inner[1] < inner[3] <= outer[3]


def fonts_are_embedded(file: pikepdf.Pdf) -> None:  # 6.5
    for each in dictionaries(file):
        if each.get("/Type") == "/Font" and each.Subtype not in ("/Type0", "/Type3"):  # a Type 3 font's glyphs are contents
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(each.FontDescriptor.keys())


def nothing_lies_on_the_page_that_is_not_printed(file: pikepdf.Pdf) -> None:  # 6.12
    for page in file.pages:
        assert "/Annots" not in page.obj


def nothing_acts(file: pikepdf.Pdf) -> None:  # 6.13
    assert not {"/AA", "/OpenAction", "/AcroForm"} & set(file.Root.keys())
    for each in dictionaries(file):
        assert "/AA" not in each
        assert each.get("/S") != "/JavaScript"


def nothing_is_encrypted_or_attached(file: pikepdf.Pdf) -> None:  # 6.14, 6.18
    assert not file.is_encrypted
    assert "/EmbeddedFiles" not in file.Root.get("/Names", {})


def streams_hold_their_data_without_lzw(file: pikepdf.Pdf) -> None:  # 6.1.4, 6.1.5
    for each in dictionaries(file):
        if isinstance(each, pikepdf.Stream):
            assert not {"/F", "/FFilter"} & set(each.stream_dict.keys())
            assert "LZWDecode" not in str(each.stream_dict.get("/Filter", ""))


def no_state_changes_what_a_press_does(file: pikepdf.Pdf) -> None:  # 6.2.5
    for each in dictionaries(file):
        if "/G" not in each:  # a soft mask's /TR is its own
            assert not {"/TR", "/HTP"} & set(each.keys())
            assert "/TR2" not in each or each.TR2 == "/Default"
        if "/BM" in each:
            assert re.fullmatch(r"/[A-Za-z]+", str(each.BM))


def pictures_have_no_alternates(file: pikepdf.Pdf) -> None:  # 6.2.6
    for each in dictionaries(file):
        if each.get("/Subtype") == "/Image":
            assert not {"/Alternates", "/OPI"} & set(each.keys())
            assert not each.get("/Interpolate", False)
        assert not (each.get("/Type") == "/XObject" and each.get("/Subtype") == "/PS")


RULES: tuple[Callable[[pikepdf.Pdf], None], ...] = (
    the_version_is_at_most_1_6,
    the_file_says_what_it_is_and_when_it_was_made,
    trapping_is_said,
    the_trailer_has_an_id,
    there_is_one_output_intent_with_a_profile_of_a_press,
    every_device_rgb_is_defined,
    profiles_are_of_versions_that_pdf_1_6_knows,
    inks_with_a_profile_never_overprint_one_by_one,
    groups_blend_in_the_inks_of_the_output_intent,
    pages_have_a_trim_box_within_the_others,
    fonts_are_embedded,
    nothing_lies_on_the_page_that_is_not_printed,
    nothing_acts,
    nothing_is_encrypted_or_attached,
    streams_hold_their_data_without_lzw,
    no_state_changes_what_a_press_does,
    pictures_have_no_alternates,
)
