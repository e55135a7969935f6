"""Names in many scripts, set in a Latin font with the usual fallbacks: the right glyphs, and the name again when it is read back."""

import io
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import pikepdf
import pytest
import uharfbuzz as hb

from documents.rendering import paint
from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.fonts.fallbacks import order
from documents.rendering.paint.program import Program
from documents.rendering.text.model import CharacterFormat, FrameBox, GlyphRun, Paragraph, ParagraphFormat, Run, Story
from personalia_site.errors import MissingFont
from tests.documents.rendering.paint.designs import Item, design, rectangle
from tests.documents.rendering.text.composing import composed, frame, paragraph, run

LOOK = CharacterFormat(family="Liberation Sans", style="Regular", size_pt=20, leading_pt=24)
ARABIC, HEBREW, DEVANAGARI, BENGALI = "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Bengali"
JAPANESE, CHINESE, EMOJI, LATIN, NOTO = "VL PGothic", "WenQuanYi Micro Hei", "Noto Color Emoji", "Liberation Sans", "Noto Sans"
# (name, the family that its letters are set in; none: several, or one beside its letters' own)
NAMES = [
    ("محمد بن سلمان", ARABIC),
    ("مُحَمَّد", ARABIC),
    ("عبد الله علاء", ARABIC),
    ("پژمان گرگانی", ARABIC),
    ("علی\u200cرضا", ARABIC),  # a zero-width non-joiner
    ("فیض احمد فیضؔ", ARABIC),
    ("نصرت فتح علی خان", ARABIC),
    ("ئەركىن", ARABIC),
    ("ڳوٺ", ARABIC),
    ("עידו כהן", HEBREW),
    ("שָׁלוֹם", HEBREW),
    ("ייִדיש", HEBREW),
    ("ܡܪܝܡ", "Noto Sans Syriac"),
    ("އަހުމަދު", "Noto Sans Thaana"),
    ("ߒߞߏ", "Noto Sans NKo"),
    ("𞤀𞤣𞤢𞤥", "Noto Sans Adlam"),
    ("श्रीकान्त कृष्णमूर्ति", DEVANAGARI),
    ("सूर्\u200dयकांत", DEVANAGARI),  # a zero-width joiner
    ("রবীন্দ্রনাথ ঠাকুর", BENGALI),
    ("ভূপেন হাজৰিকা", BENGALI),
    ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "Noto Sans Gurmukhi"),
    ("નરેન્દ્ર", "Noto Sans Gujarati"),
    ("ଶ୍ରୀକାନ୍ତ", "Noto Sans Oriya"),
    ("சுப்பிரமணியம்", "Noto Sans Tamil"),
    ("லக்ஷ்மி ஸ்ரீ", "Noto Sans Tamil"),
    ("శ్రీనివాస్", "Noto Sans Telugu"),
    ("ಕೃಷ್ಣ", "Noto Sans Kannada"),
    ("ശ്രീധരൻ", "Noto Sans Malayalam"),
    ("ශ්\u200dරී ලංකා", "Noto Sans Sinhala"),
    ("สมชาย ใจดี", "Noto Sans Thai"),
    ("น้ำฝน", "Noto Sans Thai"),
    ("ສົມສັກ", "Noto Sans Lao"),
    ("សុខ ស្រីមុំ", "Noto Sans Khmer"),
    ("အောင်ဆန်းစုကြည်", "Noto Sans Myanmar"),
    ("བསྟན་འཛིན་རྒྱ་མཚོ", "Noto Serif Tibetan"),
    ("გიორგი", "Noto Sans Georgian"),
    ("Նարեկ Հովհաննիսյան", "Noto Sans Armenian"),
    ("አበበ ቢቂላ", "Noto Sans Ethiopic"),
    ("ᏎᏉᏯ", "Noto Sans Cherokee"),
    ("ᠴᠢᠩᠭᠢᠰ", "Noto Sans Mongolian"),
    ("ᐃᓄᒃ", "Noto Sans Canadian Aboriginal"),
    ("ⵎⵓⵃⵎⵎⴷ", "Noto Sans Tifinagh"),
    ("ꆈꌠ", "Noto Sans Yi"),
    ("ꦗꦮ", "Noto Sans Javanese"),
    ("ᬩᬮᬶ", "Noto Sans Balinese"),
    ("ꯃꯤꯇꯩ", "Noto Sans Meetei Mayek"),
    ("ᱥᱟᱱᱛᱟᱲᱤ", "Noto Sans Ol Chiki"),
    ("髙橋 智子", JAPANESE),
    ("か\u3099っこう", JAPANESE),
    ("ﾔﾏﾀﾞ", JAPANESE),
    ("𠮷野家", JAPANESE),
    ("辻\U000e0101", JAPANESE),  # the form of the character with one dot
    ("歐陽鋒", JAPANESE),
    ("张伟", CHINESE),
    ("ㄅㄆㄇ", CHINESE),
    ("김민준", CHINESE),
    ("\u1100\u1175\u11b7\u1106\u1175\u11ab", CHINESE),  # as a Mac writes them: letter by letter
    ("Łukasz Żółć", LATIN),
    ("İpek Işık", LATIN),
    ("Siôn Ŵyn", LATIN),
    ("Ó Súilleabháin", LATIN),
    ("Ελένη", LATIN),
    ("Олександр Їжак", LATIN),
    ("Ђорђе", LATIN),
    ("Griffin Tiffany", LATIN),
    ("D’Arcy-O'Neill", LATIN),
    ("Nguyễn Thị Ánh", None),
    ("Nguye\u0302\u0303n", None),
    ("Keʻala Kaʻiulani", None),
    ("Adé\u0300sẹ̀yẹ", None),
    ("Ńké\u0323chi", None),
    ("Žygimantas Ė̃", None),
    ("M̧ajeļ", None),
    ("Ἀριστοτέλης", None),
    ("Ка\u0301менский", None),
    ("Ҡәҙерле", None),
    ("𝒜nna", None),
    ("Zoë 🎉", None),
    ("👩🏽", EMOJI),
    ("👩🏿\u200d⚕️", EMOJI),
    ("👨\u200d👩\u200d👧\u200d👦", EMOJI),
    ("🇩🇪 🇯🇵", EMOJI),
    ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", EMOJI),
    ("1️⃣", EMOJI),
    ("❤️", EMOJI),
    ("☺\ufe0e", LATIN),
]
RIGHT_TO_LEFT = frozenset(("R", "AL"))
UNSEEN = re.compile("[ \u2066-\u2069]")


@cache
def library() -> FontLibrary:
    return FontLibrary({}, FontSources(fallbacks=order()))


@cache
def card() -> Program:
    box = FrameBox(id="f", name="f", left_pt=10, top_pt=5, width_pt=480, height_pt=90)
    field = Run(format=LOOK, text="<<Name>>", field="Name")
    text = Paragraph(format=ParagraphFormat(hyphenation=None), runs=(field,), end=LOOK)
    item = Item(id="i", kind="text-frame", paths=rectangle(10, 5, 490, 95), frame="f")
    document = design(item, width_pt=500, frames={"f": box}, stories=(Story(id="s", paragraphs=(text,), frames=("f",)),))
    return paint.prepare(document, library())[0]


def runs_of(name: str) -> list[GlyphRun]:
    result = composed(paragraph(run("<<A>>", LOOK, field="A")), values={"A": name}, fonts=library(), frames=(frame(width_pt=900),))
    assert result.missing == []
    (line,) = result.lines["frame"]
    return line.runs


def shaped(word: str, key: str) -> list[int]:
    """What HarfBuzz makes of a word on its own."""
    buffer = hb.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hb.shape(library().face(key).hb_font, buffer)
    return [info.codepoint for info in buffer.glyph_infos]


def units(pdf: bytes) -> Iterator[str]:
    """What each glyph of page 1 stands for, in the order in which they are drawn: by actual text, else by its font's map."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        maps = {name: characters(font) for name, font in file.pages[0].Resources.Font.items()}
        font, spans = "", list[str | None]()
        for operands, operator in pikepdf.parse_content_stream(file.pages[0]):
            match str(operator):
                case "Tf":
                    font = str(operands[0])
                case "BDC" | "BMC":
                    text = operands[1].get("/ActualText") if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else None
                    spans.append(None if text is None else str(text))
                    yield spans[-1] or ""
                case "EMC":
                    spans.pop()
                case "TJ" if not any(span is not None for span in spans):
                    for part in operands[0]:
                        if isinstance(part, pikepdf.String):
                            codes = bytes(part)
                            yield from (maps[font][int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2))


def characters(font: pikepdf.Object) -> dict[int, str]:
    rows = re.findall(r"<([0-9A-F]{4})><([0-9A-F]+)>", font.ToUnicode.read_bytes().decode())
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in rows}


def in_order(drawn: Iterator[str]) -> str:
    """As it is read: what is drawn from right to left turned round."""
    found, turned = list[str](), list[str]()
    for unit in drawn:
        hebrew_or_arabic = any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in unit)
        if hebrew_or_arabic or (turned and not unit.isalnum()):
            turned.insert(0, unit)
        else:
            found += [*turned, unit]
            turned = []
    return "".join([*found, *turned])


@pytest.mark.parametrize(("name", "family"), [each for each in NAMES if each[1]])
def test_a_name_has_the_glyphs_that_its_script_asks_for(name: str, family: str) -> None:
    runs = runs_of(name)

    assert {library().face(part.font).family for part in runs if "".join(part.clusters).strip()} == {family}
    key = next(part.font for part in runs if library().face(part.font).family == family)
    drawn = [glyph for part in runs if part.font == key for glyph, text in zip(part.glyphs, part.clusters, strict=True) if text != " "]
    words = [shaped(word, key) for word in name.split()]
    if unicodedata.bidirectional(name[0]) in RIGHT_TO_LEFT:
        words.reverse()
    assert drawn == [glyph for word in words for glyph in word]
    assert 0 not in drawn


@pytest.mark.parametrize("name", [name for name, _ in NAMES])
def test_a_name_is_read_back_as_it_was_typed(name: str) -> None:
    pdf = paint.render(card(), {"Name": name}, quality="Display", strict=True, title="A card", language="en-GB")[0]

    read = unicodedata.normalize("NFC", in_order(units(pdf)).strip())
    assert read == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize("name", ["John ישראל 12", "محمد Smith (3)", "\u2067דוד\u2069 & \u2066Anna\u2069"])
def test_all_of_a_name_in_two_directions_is_there(name: str) -> None:
    pdf = paint.render(card(), {"Name": name}, quality="Display", strict=True, title="A card", language="en-GB")[0]

    assert sorted(UNSEEN.sub("", "".join(units(pdf)))) == sorted(UNSEEN.sub("", name))


@pytest.mark.parametrize(("name", "character"), [("葛\U000e0100城", "葛\U000e0100"), ("ᚠᚢᚦ", "ᚠ"), ("Ann\U000f0000", "\U000f0000")])
def test_what_no_font_has_is_refused_by_name_also_a_form_of_a_character(name: str, character: str) -> None:
    with pytest.raises(MissingFont) as refused:
        paint.render(card(), {"Name": name}, quality="Display", strict=True, title="A card", language="en-GB")

    said = refused.value.parameters
    assert (said["Character"], said["Font"], said["FieldName"]) == (character, "Liberation Sans Regular", "Name")
