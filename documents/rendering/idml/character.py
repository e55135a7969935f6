"""Resolved values -> CharacterFormat (composition.md 14-25, 60)."""

from typing import Literal

from documents.rendering.idml import eastasian
from documents.rendering.idml.attributes import Value, Values, flag, integer, listed, number, percent, plain, word
from documents.rendering.idml.languages import language_code
from documents.rendering.idml.strokes import JOINS
from documents.rendering.idml.swatches import BLACK, Palette
from documents.rendering.text.model import CharacterFormat, Decoration, Ink

CAPS: dict[str, Literal["all", "small", "opentype-small"]] = {"AllCaps": "all", "SmallCaps": "small", "CapToSmallCap": "opentype-small"}
POSITIONS: dict[str, Literal["super", "sub", "ot-super", "ot-sub", "numerator", "denominator"]] = {
    "Superscript": "super",
    "Subscript": "sub",
    "OTSuperscript": "ot-super",
    "OTSubscript": "ot-sub",
    "OTNumerator": "numerator",
    "OTDenominator": "denominator",
}
DIRECTIONS: dict[str, Literal["ltr", "rtl"]] = {"LeftToRightDirection": "ltr", "RightToLeftDirection": "rtl"}
FEATURES = {
    "OTFFraction": "frac",
    "OTFOrdinal": "ordn",
    "OTFDiscretionaryLigature": "dlig",
    "OTFTitling": "titl",
    "OTFSwash": "swsh",
    "OTFSlashedZero": "zero",
    "OTFHistorical": "hist",
    "OTFStylisticAlternate": "salt",
    "OTFJustificationAlternate": "jalt",
    "OTFOverlapSwash": "swsh",
    "OTFProportionalMetrics": "palt",
    "OTFHVKana": "hkna",
    "OTFRomanItalics": "ital",
}
JAPANESE_FORMS = {
    "TraditionalForm": "trad",
    "ExpertForm": "expt",
    "JIS78Form": "jp78",
    "JIS83Form": "jp83",
    "JIS90Form": "jp90",
    "JIS04Form": "jp04",
    "NLCForm": "nlck",
    "MonospacedHalfWidthForm": "hwid",
    "ThirdWidthForm": "twid",
    "QuarterWidthForm": "qwid",
    "FullWidthForm": "fwid",
    "ProportionalWidthForm": "pwid",
}
ZEROS = {
    "ArabicDigits": "0",
    "HindiDigits": "\u0660",
    "FarsiDigits": "\u06f0",
    "FullFarsiDigits": "\u06f0",
    "ThaiDigits": "\u0e50",
    "LaoDigits": "\u0ed0",
    "DevanagariDigits": "\u0966",
    "BengaliDigits": "\u09e6",
    "GurmukhiDigits": "\u0a66",
    "GujaratiDigits": "\u0ae6",
    "OriyaDigits": "\u0b66",
    "TamilDigits": "\u0be6",
    "TeluguDigits": "\u0c66",
    "KannadaDigits": "\u0ce6",
    "MalayalamDigits": "\u0d66",
    "TibetanDigits": "\u0f20",
    "KhmerDigits": "\u17e0",
    "BurmeseDigits": "\u1040",
}
FIGURES = {
    "ProportionalLining": ("lnum", "pnum"),
    "ProportionalOldstyle": ("onum", "pnum"),
    "TabularLining": ("lnum", "tnum"),
    "TabularOldstyle": ("onum", "tnum"),
}
TEXT_COLOR = "Text Color"
STYLISTIC_SETS = 20
FONTS_OWN = -9999.0  # "use the font's own value"


def character_format(values: Values, palette: Palette) -> CharacterFormat:
    color = values.get("FillColor", BLACK)
    if not palette.defines(color):
        color = BLACK  # invisible text would hide the mistake
    fill = palette.ink(color, values.get("FillTint"), overprint=flag(values.get("OverprintFill")))
    stroke = palette.ink(values.get("StrokeColor"), values.get("StrokeTint"), overprint=flag(values.get("OverprintStroke")))
    leading, by_hand = values.get("Leading"), values.get("KerningValue")
    return CharacterFormat(
        family=plain(word(values.get("AppliedFont"))) or "Minion Pro",
        style=plain(word(values.get("FontStyle"))) or "Regular",
        size_pt=max(0.1, number(values.get("PointSize"), 12.0)),
        leading_pt=None if leading in (None, "Auto") else number(leading, 0.0) or None,
        kerning=_kerning(word(values.get("KerningMethod"))),
        kerning_value=None if by_hand is None else number(by_hand),
        tracking=number(values.get("Tracking")),
        horizontal_scale=percent(values.get("HorizontalScale"), 100.0),
        vertical_scale=percent(values.get("VerticalScale"), 100.0),
        baseline_shift_pt=number(values.get("BaselineShift")),
        skew_deg=number(values.get("Skew")),
        caps=CAPS.get(word(values.get("Capitalization")), "normal"),
        position=POSITIONS.get(word(values.get("Position")), "normal"),
        fill=fill or Ink("Swatch/None"),
        stroke=stroke,
        stroke_weight_pt=number(values.get("StrokeWeight"), 1.0),
        stroke_outside=values.get("StrokeAlignment", "OutsideAlignment") == "OutsideAlignment",
        stroke_join=JOINS.get(word(values.get("EndJoin")), "miter"),
        stroke_miter_limit=max(1.0, number(values.get("MiterLimit"), 4.0)),
        underline=_decoration(values, "Underline", palette) if flag(values.get("Underline")) else None,
        strike=_decoration(values, "StrikeThrough", palette) if flag(values.get("StrikeThru")) else None,
        ligatures=flag(values.get("Ligatures"), True),
        features=_features(values),
        language=language_code(word(values.get("AppliedLanguage"), "$ID/English: USA")),
        no_break=flag(values.get("NoBreak")),
        zero=ZEROS.get(word(values.get("DigitsType")), ""),
        direction=DIRECTIONS.get(word(values.get("CharacterDirection")), "auto"),
        east_asian=eastasian.character(values),
        kashidas=values.get("Kashidas") != "KashidasOff",
    )


def _kerning(method: str) -> Literal["metrics", "optical", "none"]:
    if "Optical" in method:
        return "optical"
    return "none" if "None" in method else "metrics"


def _decoration(values: Values, prefix: str, palette: Palette) -> Decoration:
    color = values.get(f"{prefix}Color", TEXT_COLOR)
    offset, weight = number(values.get(f"{prefix}Offset"), FONTS_OWN), number(values.get(f"{prefix}Weight"), FONTS_OWN)
    tint = values.get(f"{prefix}Tint")
    return Decoration(
        offset_pt=None if offset == FONTS_OWN else offset,
        weight_pt=None if weight == FONTS_OWN else weight,
        ink=None
        if color == TEXT_COLOR
        else palette.ink(color, tint, overprint=flag(values.get(f"{prefix}Overprint"))) or Ink("Swatch/None"),
        stroke_type=word(values.get(f"{prefix}Type")) or "StrokeStyle/$ID/Solid",
        gap_ink=palette.ink(values.get(f"{prefix}GapColor"), values.get(f"{prefix}GapTint")),
    )


def _features(values: Values) -> tuple[tuple[str, int], ...]:
    """OpenType features beyond what the composer applies anyway."""
    found: dict[str, int] = {tag: 1 for name, tag in FEATURES.items() if flag(values.get(name))}
    found.update(dict.fromkeys(FIGURES.get(word(values.get("OTFFigureStyle")), ()), 1))
    if (form := JAPANESE_FORMS.get(word(values.get("GlyphForm")))) is not None:
        found[form] = 1
    if not flag(values.get("OTFMark"), True):
        found.update(mark=0, mkmk=0)
    if not flag(values.get("OTFLocale"), True):
        found["locl"] = 0
    if not flag(values.get("OTFContextualAlternate"), True):
        found.update(calt=0, clig=0)
    sets = integer(values.get("OTFStylisticSets"))
    # Bit n is set n, not n + 1: a specimen labels text of OTFStylisticSets="64" as ss06, and its PDF shows that set.
    found.update({f"ss{n:02}": 1 for n in range(1, STYLISTIC_SETS + 1) if sets >> n & 1})
    found.update(_listed_features(values.get("OpenTypeFeatures")))
    return tuple(sorted(found.items()))


def _listed_features(value: Value | None) -> dict[str, int]:
    """OpenTypeFeatures: a list of lists of a tag and a value."""
    found: dict[str, int] = {}
    for entry in listed(value):
        parts = [plain(part.text or "") for part in entry.findall("ListItem")]
        if len(parts) == 2 and len(parts[0]) == 4 and parts[0].isascii() and parts[0].isalnum():
            found[parts[0]] = integer(parts[1], 1)
    return found
