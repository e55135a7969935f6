"""What a document's text lacks, as the errors that a strict rendering ends with: missing glyphs and overset text, each named."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from documents.rendering.text.model import Composed, FrameBox
from personalia_site.errors import MissingFont, RenderFailed, TextOverflow


def problems(
    composed: Composed, frames: Mapping[str, FrameBox], *, fields: Collection[str], values: Mapping[str, str]
) -> Iterator[RenderFailed]:
    """Of one story; a lenient rendering draws .notdef and leaves out what is overset.

    fields   the story's. What stands in the place of one without a value is nobody's text, and may be too long or too much
    """
    for missing in composed.missing:
        if missing.field in fields and missing.field not in values:
            continue
        shown = f"“{missing.character}” (U+{ord(missing.character[0]):04X})" if missing.character else "a character"
        frame = missing.place or _name(missing.frame, frames)
        where = f"the field “{missing.field}”" if missing.field else f"the frame “{frame}”"
        yield MissingFont(
            f"The font {missing.font} has no glyph for {shown} in {where}. Use a font that has it, or change the text.",
            parameters=told(
                Font=missing.font,
                Character=missing.character,
                Frame=frame,
                FieldName=missing.field or "",
                Text=values.get(missing.field or "", "")[:200],
            ),
        )
    if composed.overset is not None and all(field in values for field in fields):
        overset, frame = composed.overset, composed.overset.place or _name(composed.overset.frame, frames)
        to_blame = longest(overset.fields or fields, values)
        of = f" (field {to_blame})" if to_blame else ""
        yield TextOverflow(
            f"The text does not fit the frame “{frame}”{of}: {overset.said(60)}. Shorten it, or make the frame larger.",
            parameters=told(Frame=frame, FieldName=to_blame, Text=overset.text[:200]),
        )


def longest(fields: Iterable[str], values: Mapping[str, str]) -> str:
    """The field whose text is worth shortening."""
    return max(sorted(fields), key=lambda field: len(values.get(field, "")), default="")


def _name(key: str, frames: Mapping[str, FrameBox]) -> str:
    frame = frames.get(key)
    return frame.name if frame and frame.name else key


def told(**parameters: str) -> dict[str, str]:
    """An error's parameters: those that say something."""
    return {name: value for name, value in parameters.items() if value}
