"""Settings of Chinese, Japanese and Korean typesetting: what of them is followed, and the names of what is not (notes.FEATURES)."""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec.structs import replace

from documents.rendering.idml.attributes import Values, flag, integer, number, plain, word
from documents.rendering.text.model import EastAsian, ParagraphFormat

TEXT_COLOR = "Text Color"
NOTHING = ("", "None", "Nothing")
KINSOKU = ("HardKinsoku", "SoftKinsoku", "KoreanKinsoku", "SimplifiedChineseKinsoku", "TraditionalChineseKinsoku")
ALIGNMENTS: dict[str, Literal["center", "top", "bottom", "icf-top", "icf-bottom"]] = {
    "AlignEmCenter": "center",
    "AlignEmTop": "top",
    "AlignEmBottom": "bottom",
    "AlignICFTop": "icf-top",
    "AlignICFBottom": "icf-bottom",
}
LEADING_MODELS: dict[str, Literal["aki-below", "aki-above", "center", "center-down"]] = {
    "LeadingModelAkiBelow": "aki-below",
    "LeadingModelAkiAbove": "aki-above",
    "LeadingModelCenter": "center",
    "LeadingModelCenterDown": "center-down",
}
RUBY_ALIGNMENTS: dict[str, Literal["left", "center", "right", "justify", "equal"]] = {
    "RubyLeft": "left",
    "RubyCenter": "center",
    "RubyRight": "right",
    "RubyFullJustify": "justify",
    "RubyEqualAki": "equal",
}
HANGING: dict[str, Literal["if-needed", "always"]] = {"KinsokuRegularHang": "if-needed", "KinsokuForceHang": "always"}
OVERHANGS = {"RubyOverhangOneRuby": 1.0, "RubyOverhangHalfRuby": 0.5, "RubyOverhangOneChar": 2.0, "RubyOverhangHalfChar": 1.0}
KENTEN = {
    "SesameDot": "﹅",
    "WhiteSesameDot": "﹆",
    "BlackCircle": "●",
    "WhiteCircle": "○",
    "BlackTriangle": "▲",
    "WhiteTriangle": "△",
    "Bullseye": "◎",
    "Fisheye": "◉",
    "SmallBlackCircle": "•",
    "SmallWhiteCircle": "◦",
}
EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)


def is_japanese(values: Values) -> bool:
    """Whether a paragraph has one of Adobe's Japanese composers: much acts in no other."""
    return word(values.get("Composer")).endswith(" J")


def character(values: Values) -> EastAsian | None:
    """None: a character like any other."""
    before, after = number(values.get("LeadingAki"), -1.0), number(values.get("TrailingAki"), -1.0)
    made = EastAsian(
        tsume=min(1.0, max(0.0, number(values.get("Tsume")) / 100)),
        aki_before_em=before if before >= 0 else None,
        aki_after_em=after if after >= 0 else None,
        tate_chu_yoko=flag(values.get("Tatechuyoko")),
    )
    if number(values.get("RubyFlag")) > 0 and word(values.get("RubyString")):
        made = _with_ruby(made, values)
    kind = word(values.get("KentenKind"))
    if kind not in NOTHING:
        mark = word(values.get("KentenCustomCharacter"))[:1] if kind.endswith("Custom") else KENTEN.get(kind.removeprefix("Kenten"), "")
        size = max(0.0, number(values.get("KentenFontSize"), -1.0))
        made = replace(made, kenten=mark, kenten_size_pt=size, kenten_below=word(values.get("KentenPosition")) == "BelowLeft")
    return made if made != EastAsian() else None


def _with_ruby(made: EastAsian, values: Values) -> EastAsian:
    overhang = OVERHANGS.get(word(values.get("RubyParentOverhangAmount")), 0.0) if flag(values.get("RubyOverhang")) else 0.0
    return replace(
        made,
        ruby=word(values.get("RubyString")).strip(),
        ruby_by_character=word(values.get("RubyType")) != "GroupRuby",
        ruby_size_pt=max(0.0, number(values.get("RubyFontSize"), -1.0)),
        ruby_below=word(values.get("RubyPosition")) == "BelowLeft",
        ruby_alignment=RUBY_ALIGNMENTS.get(word(values.get("RubyAlignment")), "1-2-1"),
        ruby_overhang=overhang,
    )


def paragraph(made: ParagraphFormat, values: Values) -> ParagraphFormat:
    """The format with what these settings say of lines."""
    return replace(
        made,
        kinsoku=kinsoku(values),
        leading_model=leading_model(values),
        smaller_characters=smaller_characters(values),
        mojikumi=mojikumi(values),
        hanging_stops=HANGING.get(word(values.get("KinsokuHangType")), "none"),
        tate_chu_yoko=integer(values.get("AutoTcy")),
        tate_chu_yoko_latin=flag(values.get("AutoTcyIncludeRoman")),
    )


def mojikumi(values: Values) -> Literal["none", "line-end-half", "line-end-full"]:
    """InDesign's own sets say in their names what becomes of a line's last bracket."""
    name = word(values.get("Mojikumi"))
    if not is_japanese(values) or name in NOTHING:
        return "none"
    return "line-end-half" if "HalfEm" in name.partition("LineEnd")[2] or name == "SimpChineseDefault" else "line-end-full"


def smaller_characters(values: Values) -> Literal["baseline", "center", "top", "bottom", "icf-top", "icf-bottom"]:
    """Every file says AlignEmCenter, and Adobe's other composers leave it out."""
    return ALIGNMENTS.get(word(values.get("CharacterAlignment")), "baseline") if is_japanese(values) else "baseline"


def kinsoku(values: Values) -> Literal["hard", "soft", "none"]:
    """Files of other languages say Nothing, too: what visitors type there follows the usual rules."""
    name = word(values.get("KinsokuSet"))
    if "Soft" in name:
        return "soft"
    return "none" if name in NOTHING and is_japanese(values) else "hard"


def leading_model(values: Values) -> Literal["roman", "aki-below", "aki-above", "center", "center-down"]:
    """As with the alignment: every file says LeadingModelAkiBelow."""
    return LEADING_MODELS.get(word(values.get("LeadingModel")), "roman") if is_japanese(values) else "roman"


def indent_pt(values: Values) -> float:
    """Some of these sets indent a paragraph by a character."""
    indents = is_japanese(values) and word(values.get("Mojikumi")).startswith(("OneEmIndent", "OneOrOneHalfEmIndent"))
    return number(values.get("PointSize"), 12.0) if indents else 0.0


def undrawn_of_characters(values: Values) -> Iterator[str]:
    if number(values.get("RubyFlag")) > 0 and _is_particular(values, "Ruby"):
        yield "ruby"
    kenten = word(values.get("KentenKind"))
    if kenten not in NOTHING and (_is_particular(values, "Kenten") or not character(values)):
        yield "emphasis marks"
    if flag(values.get("Tatechuyoko")) and (number(values.get("TatechuyokoXOffset")) or number(values.get("TatechuyokoYOffset"))):
        yield "tate-chu-yoko"
    if flag(values.get("Warichu")):
        yield "inline notes"
    if number(values.get("CharacterRotation")):
        yield "turned characters"
    if number(values.get("ShataiMagnification")):
        yield "shatai"
    if integer(values.get("Jidori")) > 0:
        yield "jidori"
    if flag(values.get("ScaleAffectsLineHeight")) and number(values.get("VerticalScale"), 100.0) != 100.0:
        yield "scaled leading"


def _is_particular(values: Values, prefix: str) -> bool:
    """Whether ruby or marks have a font, a colour, a scale or a place of their own, which they are not given."""
    fill = word(values.get("RubyFill" if prefix == "Ruby" else "KentenFillColor"), TEXT_COLOR)
    if plain(word(values.get(f"{prefix}Font"))) or fill not in ("", TEXT_COLOR):
        return True
    if any(number(values.get(f"{prefix}{axis}Scale"), 100.0) != 100.0 for axis in "XY"):
        return True
    moved = ("RubyXOffset", "RubyYOffset") if prefix == "Ruby" else ("KentenPlacement",)
    return any(number(values.get(name)) for name in moved)


def undrawn_of_paragraph(values: Values, text: str, *, vertical: bool) -> Iterator[str]:
    """text: what the paragraph holds, its fields' placeholders and all."""
    if integer(values.get("GridGyoudori")) > 0:
        yield "gyoudori"
    if flag(values.get("AllowArbitraryHyphenation")):
        yield "words cut anywhere"
    if vertical and flag(values.get("RotateSingleByteCharacters")):
        yield "upright Latin"
    if not EAST_ASIAN.search(text):
        return
    name = word(values.get("KinsokuSet"))
    if name not in (*NOTHING, *KINSOKU) and "kinsokuname" not in name.lower():
        yield "kinsoku"
    own = word(values.get("Mojikumi")).startswith("MojikumiTable/") and "kMojikumiDefault" not in word(values.get("Mojikumi"))
    if mojikumi(values) != "none" and (own or "Justified" in word(values.get("Justification"))):
        yield "mojikumi"
