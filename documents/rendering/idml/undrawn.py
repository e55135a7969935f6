"""Settings of text that are read and not followed yet: each is named once it acts."""

from collections.abc import Iterator

from documents.rendering.idml.attributes import Values, flag, integer, number, word
from documents.rendering.idml.character import ZEROS

CORNERS = ("TopLeft", "TopRight", "BottomLeft", "BottomRight")
MARKERS = {"BulletList": "BulletsAlignment", "NumberedList": "NumberingAlignment"}
MARKS_PLACED = ("LoosePosition", "MediumPosition", "TightPosition")
LETTERS_CHANGE = ("ArabicJustification", "NaskhJustification")
NATURAL_FORMS = ("", "None", "Calculate")


def of_paragraph(values: Values, *, vertical: bool) -> Iterator[str]:
    """The features (notes.FEATURES) of a paragraph that are not drawn as they are set."""
    if values.get("SpanColumnType") == "SpanColumns" and integer(values.get("SpanSplitColumnCount")) > 1:
        yield "span columns"
    if flag(values.get("ParagraphBorderOn")) and _cornered(values, "ParagraphBorder"):
        yield "paragraph border"
    if flag(values.get("ParagraphShadingOn")) and _cornered(values, "ParagraphShading"):
        yield "paragraph shading"
    justified = "Justified" in word(values.get("Justification"))
    if not justified and word(values.get("BalanceRaggedLines"), "NoBalancing") not in ("", "NoBalancing", "false"):
        yield "balanced lines"
    if word(values.get(MARKERS.get(word(values.get("BulletsAndNumberingListType")), "")), "LeftAlign") not in ("", "LeftAlign"):
        yield "list alignment"
    if justified and word(values.get("ParagraphJustification")) in LETTERS_CHANGE:
        yield "kashida"
    if vertical and integer(values.get("AutoTcy")) > 0:
        yield "Japanese typography"
    if word(values.get("KinsokuHangType"), "None") not in ("", "None"):
        yield "hanging punctuation"


def of_characters(values: Values) -> Iterator[str]:
    if word(values.get("DigitsType"), "DefaultDigits") not in ("", "DefaultDigits", *ZEROS):
        yield "digits"
    if word(values.get("PositionalForm")) not in NATURAL_FORMS:
        yield "positional form"
    placed = word(values.get("DiacriticPosition")) in MARKS_PLACED
    if placed or number(values.get("XOffsetDiacritic")) or number(values.get("YOffsetDiacritic")):
        yield "moved marks"
    spaced = number(values.get("LeadingAki"), -1.0) >= 0 or number(values.get("TrailingAki"), -1.0) >= 0
    if spaced or any(number(values.get(name)) for name in ("Tsume", "ShataiMagnification", "Jidori")):
        yield "Japanese spacing"


def _cornered(values: Values, prefix: str) -> bool:
    return any(word(values.get(f"{prefix}{corner}CornerOption"), "None") != "None" for corner in CORNERS)
