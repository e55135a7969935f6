"""Paragraph and character styles: values in order of application, formats made once for each combination (composition.md 57-60)."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from documents.rendering.idml.attributes import Element, Value, own, reference, word
from documents.rendering.idml.character import character_format
from documents.rendering.idml.eastasian import undrawn_of_characters
from documents.rendering.idml.notes import Notes
from documents.rendering.idml.objectstyles import DEPTH
from documents.rendering.idml.paragraph import paragraph_format, style_name
from documents.rendering.idml.swatches import Palette
from documents.rendering.text.model import CharacterFormat, ParagraphFormat

NO_PARAGRAPH_STYLE = "ParagraphStyle/$ID/[No paragraph style]"
NO_CHARACTER_STYLE = "CharacterStyle/$ID/[No character style]"
NOT_INHERITED = {"Self", "Name", "BasedOn", "NextStyle", "KeyboardShortcut", "StyleUniqueId"}


@dataclass(frozen=True, slots=True, eq=False)
class Range:
    """A ParagraphStyleRange or CharacterStyleRange: the style it applies and what it says itself. `key` tells equal ones."""

    style: str
    values: dict[str, Value]
    key: int


class TextStyles:
    """The text styles of a design."""

    def __init__(self, styles: Iterable[Element], *, palette: Palette, notes: Notes) -> None:
        self._elements: dict[str, Element] = {}
        for group in styles:
            if group.tag in ("RootParagraphStyleGroup", "RootCharacterStyleGroup", "ParagraphStyle", "CharacterStyle"):
                for tag in ("ParagraphStyle", "CharacterStyle"):
                    self._elements.update({style.get("Self", ""): style for style in group.iter(tag)})
        self._palette, self._notes = palette, notes
        self._chains: dict[str, dict[str, Value]] = {}
        self._keys: dict[object, int] = {}
        self._paragraphs: dict[int, ParagraphFormat] = {}
        self._merged: dict[tuple[int, ...], dict[str, Value]] = {}
        self._characters: dict[tuple[int, ...], CharacterFormat] = {}

    def range_of(self, element: Element) -> Range:
        """What a style range says; equal ranges get one key, so that their formats are made once."""
        attribute = "AppliedParagraphStyle" if element.tag == "ParagraphStyleRange" else "AppliedCharacterStyle"
        default = NO_PARAGRAPH_STYLE if element.tag == "ParagraphStyleRange" else NO_CHARACTER_STYLE
        style = reference(element.get(attribute)) or default
        values = own(element)
        values.pop(attribute, None)
        return self.range(style, values)

    def range(self, style: str, values: dict[str, Value]) -> Range:
        said = tuple((name, value if isinstance(value, str) else etree.tostring(value)) for name, value in sorted(values.items()))
        return Range(style, values, self._keys.setdefault((style, said), len(self._keys)))

    def is_defined(self, style: str) -> bool:
        return style in self._elements or style in (NO_PARAGRAPH_STYLE, NO_CHARACTER_STYLE) or not self._elements

    def paragraph_values(self, paragraph: Range) -> dict[str, Value]:
        return self.merged(paragraph)

    def paragraph(self, paragraph: Range) -> ParagraphFormat:
        if paragraph.key not in self._paragraphs:
            name = style_name(paragraph.style)
            tag = self._export_tag(paragraph.style)
            self._paragraphs[paragraph.key] = paragraph_format(self.merged(paragraph), self._palette, style=name, tag=tag)
        return self._paragraphs[paragraph.key]

    def _export_tag(self, style: str) -> str:
        """Of the style, or of the nearest that it is based on."""
        found = (each for element in self._chain(style)[::-1] for each in element.iterfind("StyleExportTagMap"))
        return next((each.get("ExportTag", "") for each in found if each.get("ExportType") == "PDF"), "")

    def character(self, *ranges: Range) -> CharacterFormat:
        """The format where a paragraph range, then any number of character ranges apply, the later over the earlier."""
        key = tuple(r.key for r in ranges)
        if key not in self._characters:
            values = self.merged(*ranges)
            for feature in undrawn_of_characters(values):
                self._notes.not_drawn(feature)
            self._characters[key] = character_format(values, self._palette)
        return self._characters[key]

    def merged(self, *ranges: Range) -> dict[str, Value]:
        key = tuple(r.key for r in ranges)
        if key not in self._merged:
            values: dict[str, Value] = {}
            for each in ranges:
                values.update(self.style_values(each.style))
                values.update(each.values)
            self._merged[key] = values
        return self._merged[key]

    def style_values(self, style: str) -> dict[str, Value]:
        """A style with everything it is based on, root first."""
        if style not in self._chains:
            merged: dict[str, Value] = {}
            for element in self._chain(style):
                merged.update({name: value for name, value in own(element).items() if name not in NOT_INHERITED})
            self._chains[style] = merged
        return self._chains[style]

    def _chain(self, style: str) -> list[Element]:
        kind = style.split("/", 1)[0]
        if style not in self._elements and not self.is_defined(style):
            self._notes.missing_style(style_name(style))
            style = f"{kind}/$ID/NormalParagraphStyle" if kind == "ParagraphStyle" else style
        chain: list[Element] = []
        while (element := self._elements.get(style)) is not None and element not in chain and len(chain) < DEPTH:
            chain.append(element)
            based_on = reference(word(own(element).get("BasedOn")))
            style = f"{kind}/{based_on.removeprefix(kind + '/')}" if based_on else ""
        return chain[::-1]
