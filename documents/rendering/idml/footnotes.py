"""FootnoteOption and EndnoteOption: how notes are numbered, and where footnotes stand (composition.md 48)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from documents.rendering.idml.attributes import Element, Values, flag, integer, number, own, reference, word
from documents.rendering.idml.numbering import numbering_format, numeral
from documents.rendering.idml.swatches import BLACK, Palette
from documents.rendering.idml.textstyles import NO_CHARACTER_STYLE
from documents.rendering.idml.words import FIRST_BASELINES
from documents.rendering.text.model import NO_NOTES, Edge, NoteOptions

NUMERALS = {
    "UpperRoman": "I",
    "LowerRoman": "i",
    "UpperLetters": "A",
    "LowerLetters": "a",
    "SingleLeadingZeros": "01",
    "DoubleLeadingZeros": "001",
}
SYMBOLS = "*†‡§¶"
POSITIONS = {"NormalMarker": "Normal", "SubscriptMarker": "Subscript"}


@dataclass(frozen=True, slots=True)
class FootnoteStyle:
    """position: IDML's word for how the reference's number is raised; marker_style: its character style."""

    options: NoteOptions = NO_NOTES
    start: int = 1
    numerals: str = "1"
    prefix: str = ""
    suffix: str = ""
    affixes: str = ""
    marker_style: str = NO_CHARACTER_STYLE
    position: str = "Superscript"
    undrawn: tuple[str, ...] = ()  # what of its options is not followed
    straddles: bool = False  # where a frame does not say otherwise

    def number(self, count: int, *, in_text: bool) -> str:
        """Of the n-th note of a story, counted from 0."""
        shown = self._shown(self.start + count)
        where = "PrefixSuffixReference" if in_text else "PrefixSuffixMarker"
        return f"{self.prefix}{shown}{self.suffix}" if self.affixes in (where, "PrefixSuffixBoth") else shown

    def _shown(self, at: int) -> str:
        if self.numerals == "symbols":
            return SYMBOLS[(at - 1) % len(SYMBOLS)] * ((at - 1) // len(SYMBOLS) + 1)
        return "*" * min(at, 40) if self.numerals == "asterisks" else numeral(at, self.numerals)


PLAIN = FootnoteStyle()


@dataclass(frozen=True, slots=True)
class Endnotes:
    """The endnotes of a design: what each says is an EndnoteRange in a story of its own. places: of the ranges, by id."""

    style: FootnoteStyle = PLAIN
    places: Mapping[str, int] = field(default_factory=dict)

    def shown(self, text: str, *, in_text: bool) -> str:
        """The number of the note whose text has this id."""
        return self.style.number(self.places[text], in_text=in_text) if text in self.places else ""


NO_ENDNOTES = Endnotes()


def read_endnotes(option: Element | None, stories: Iterable[Element]) -> Endnotes:
    """Counted in the order in which their texts stand."""
    texts = [text.get("Self", "") for story in stories for text in story.iter("EndnoteRange")]
    places = {name: place for place, name in enumerate(texts)}
    if option is None:
        return Endnotes(places=places)
    values = own(option)
    style = FootnoteStyle(
        start=max(1, integer(values.get("StartEndnoteNumberAt"), 1)),
        numerals=_numerals(word(values.get("EndnoteNumberingStyle"))),
        prefix=word(values.get("EndnotePrefix")),
        suffix=word(values.get("EndnoteSuffix")),
        affixes=word(values.get("ShowEndnotePrefixSuffix")),
        marker_style=reference(word(values.get("EndnoteMarkerStyle"))) or NO_CHARACTER_STYLE,
        position=POSITIONS.get(word(values.get("EndnoteMarkerPositioning")), "Superscript"),
        undrawn=() if word(values.get("RestartEndnoteNumbering"), "Continuous") in ("", "Continuous") else ("endnote numbers",),
    )
    return Endnotes(style, places)


def _undrawn(values: Values) -> Iterator[str]:
    if word(values.get("RestartNumbering"), "DontRestart") not in ("", "DontRestart"):
        yield "footnote numbers"
    if flag(values.get("EosPlacement")):
        yield "footnotes at the end"


def _numerals(style: str) -> str:
    """How a numbering style writes its numbers."""
    found = {"Symbols": "symbols", "Asterisks": "asterisks"}.get(style) or NUMERALS.get(style) or numbering_format(style or "1")
    return found if len(found) < 4 or found in ("symbols", "asterisks") else "1"


def footnote_style(option: Element | None, palette: Palette) -> FootnoteStyle:
    if option is None:
        return PLAIN
    values = own(option)
    ink = palette.ink(values.get("RuleColor", BLACK), values.get("RuleTint")) if flag(values.get("RuleOn"), True) else None
    weight = number(values.get("RuleLineWeight"), 1.0)
    rule = None
    if ink is not None and weight > 0:
        gap = palette.ink(values.get("RuleGapColor"), values.get("RuleGapTint"))
        rule = Edge(ink=ink, weight_pt=weight, type=word(values.get("RuleType")) or "StrokeStyle/$ID/Solid", gap_ink=gap)
    options = NoteOptions(
        spacer_pt=number(values.get("Spacer")),
        between_pt=number(values.get("SpaceBetween")),
        first_baseline=FIRST_BASELINES.get(word(values.get("FootnoteFirstBaselineOffset"), "LeadingOffset"), "ascent"),
        first_baseline_min_pt=number(values.get("FootnoteMinimumFirstBaselineOffset")),
        rule=rule,
        rule_left_pt=number(values.get("RuleLeftIndent")),
        rule_width_pt=number(values.get("RuleWidth"), 72.0),
        rule_offset_pt=number(values.get("RuleOffset")),
    )
    style = word(values.get("FootnoteNumberingStyle")) or word(values.get("NumberingStyle"))
    return FootnoteStyle(
        options=options,
        start=max(1, integer(values.get("StartAt"), 1)),
        numerals=_numerals(style),
        prefix=word(values.get("Prefix")),
        suffix=word(values.get("Suffix")),
        affixes=word(values.get("ShowPrefixSuffix")),
        marker_style=reference(word(values.get("FootnoteMarkerStyle"))) or NO_CHARACTER_STYLE,
        position=POSITIONS.get(word(values.get("MarkerPositioning")), "Superscript"),
        undrawn=tuple(_undrawn(values)),
        straddles=flag(values.get("EnableStraddling")),
    )
