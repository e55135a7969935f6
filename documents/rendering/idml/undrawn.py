"""Settings that are read and not followed yet: each is named once it acts."""

from collections.abc import Iterator

from documents.rendering.idml.attributes import Element, Values, flag, integer, number, word
from documents.rendering.idml.character import ZEROS
from documents.rendering.idml.designmap import Designmap, destination_of

CORNERS = ("TopLeft", "TopRight", "BottomLeft", "BottomRight")
MARKERS = {"BulletList": "BulletsAlignment", "NumberedList": "NumberingAlignment"}
MARKS_PLACED = ("LoosePosition", "MediumPosition", "TightPosition")
SCALED_FOR_DESCENDERS = 2  # a bit of DropcapDetail
LETTERS_CHANGE = ("ArabicJustification", "NaskhJustification")
NATURAL_FORMS = ("", "None", "Calculate")


def of_paragraph(values: Values) -> Iterator[str]:
    """The features (notes.FEATURES) of a paragraph that are not drawn as they are set."""
    if values.get("SpanColumnType") == "SpanColumns" and integer(values.get("SpanSplitColumnCount")) > 1:
        yield "span columns"
    if flag(values.get("ParagraphBorderOn")) and _corners(values, "ParagraphBorder") and not _sides_alike(values):
        yield "paragraph border"
    if any(flag(values.get(f"{box}On")) and "FancyCorner" in _corners(values, box) for box in ("ParagraphBorder", "ParagraphShading")):
        yield "fancy corners"
    justified = "Justified" in word(values.get("Justification"))
    if not justified and word(values.get("BalanceRaggedLines"), "NoBalancing") not in ("", "NoBalancing", "false"):
        yield "balanced lines"
    if word(values.get(MARKERS.get(word(values.get("BulletsAndNumberingListType")), "")), "LeftAlign") not in ("", "LeftAlign"):
        yield "list alignment"
    if justified and word(values.get("ParagraphJustification")) in LETTERS_CHANGE:
        yield "kashida"
    if integer(values.get("DropCapLines")) > 1 and integer(values.get("DropcapDetail"), 1) & SCALED_FOR_DESCENDERS:
        yield "drop cap descenders"


def of_document(design: Designmap, *, wraps: bool) -> Iterator[str]:
    """Of its preferences and its dictionary. wraps: whether any text runs round something."""
    text, marks = design.preference("TextPreference"), design.preference("ConditionalTextPreference")
    if wraps and flag(text.get("JustifyTextWraps")):
        yield "justified wraps"
    if wraps and text.get("AbutTextToTextWrap") == "false":
        yield "skip by leading"
    shown = [each for each in design.document.iterfind("Condition") if each.get("Visible") != "false"]
    if shown and marks.get("ShowConditionIndicators") == "ShowAndPrintIndicators":
        yield "condition marks"
    watermark = design.preference("WatermarkPreference")
    if flag(watermark.get("WatermarkVisibility")) and flag(watermark.get("WatermarkDoPrint")) and watermark.get("WatermarkText"):
        yield "watermark"
    framed = [each for each in design.document.iterfind("Hyperlink") if flag(each.get("Visible")) and not flag(each.get("Hidden"))]
    if any("/DBF_" not in destination_of(each) and "/IMG_" not in destination_of(each) for each in framed):  # those are Data Merge's
        yield "hyperlink frames"
    if any("~" in each.get("AddedExceptions", "") for each in design.document.iterfind("HyphenationException")):
        yield "hyphenation exceptions"


def of_item(element: Element, values: Values) -> Iterator[str]:
    for kind in ("Fill", "Stroke"):
        if word(values.get(f"{kind}Color")).startswith("Gradient/") and number(values.get(f"Gradient{kind}HiliteLength")):
            yield "gradient highlight"
    if element.tag == "Button" and (flag(element.get("HiddenUntilTriggered")) or element.get("PrintableInPdf") == "false"):
        yield "hidden button"


def of_characters(values: Values) -> Iterator[str]:
    if word(values.get("DigitsType"), "DefaultDigits") not in ("", "DefaultDigits", *ZEROS):
        yield "digits"
    if word(values.get("PositionalForm")) not in NATURAL_FORMS:
        yield "positional form"
    placed = word(values.get("DiacriticPosition")) in MARKS_PLACED
    if placed or number(values.get("XOffsetDiacritic")) or number(values.get("YOffsetDiacritic")):
        yield "moved marks"


def _corners(values: Values, prefix: str) -> set[str]:
    return {word(values.get(f"{prefix}{corner}CornerOption"), "None") for corner in CORNERS} - {"None"}


def _sides_alike(values: Values) -> bool:
    weights = {number(values.get(f"ParagraphBorder{side}LineWeight"), 1.0) for side in ("Top", "Left", "Bottom", "Right")}
    return len(weights) == 1
