"""What a document's text lacks, as the errors that a strict rendering ends with: missing glyphs and overset text, each named."""

from collections.abc import Container, Iterator, Mapping

from documents.rendering.text.model import Composed, FrameBox
from personalia_site.errors import MissingFont, RenderFailed, TextOverflow


def problems(composed: Composed, frames: Mapping[str, FrameBox], *, placeholders: Container[str]) -> Iterator[RenderFailed]:
    """Of one story; a lenient rendering draws .notdef and leaves out what is overset.

    placeholders   the story's fields that have no value: what stands in their place is nobody's text, and may be too long or too much
    """
    for missing in composed.missing:
        if missing.field in placeholders:
            continue
        shown = f"“{missing.character}” (U+{ord(missing.character[0]):04X})" if missing.character else "a character"
        frame = missing.place or _name(missing.frame, frames)
        where = f"the field “{missing.field}”" if missing.field else f"the frame “{frame}”"
        yield MissingFont(
            f"The font {missing.font} has no glyph for {shown} in {where}. Use a font that has it, or change the text.",
            parameters=told(Font=missing.font, Character=missing.character, Frame=frame, FieldName=missing.field or ""),
        )
    if composed.overset is not None and not placeholders:
        overset, frame = composed.overset, composed.overset.place or _name(composed.overset.frame, frames)
        fields = ", ".join(overset.fields)
        of = f" (field {fields})" if fields else ""
        yield TextOverflow(
            f"The text does not fit the frame “{frame}”{of}: “{overset.text[:60]}” is left over. Shorten it, or make the frame larger.",
            parameters=told(Frame=frame, FieldName=fields, Text=overset.text[:200]),
        )


def _name(key: str, frames: Mapping[str, FrameBox]) -> str:
    frame = frames.get(key)
    return frame.name if frame and frame.name else key


def told(**parameters: str) -> dict[str, str]:
    """An error's parameters: those that say something."""
    return {name: value for name, value in parameters.items() if value}
