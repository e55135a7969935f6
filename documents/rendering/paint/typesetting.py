"""Text on the page: static stories are composed and painted at once, stories with fields become pieces."""

from collections.abc import Iterable, Iterator, Mapping

from documents.rendering import text
from documents.rendering.document import Box, Document
from documents.rendering.findings import Finding, frame_in_words
from documents.rendering.fonts import FontLibrary
from documents.rendering.locations import Locations
from documents.rendering.paint import colour_glyphs, extent, glyphs
from documents.rendering.paint.assets import write_image
from documents.rendering.paint.embedding import Metrics, UsedFont
from documents.rendering.paint.glyphs import InkOperators, Pen, ink_key
from documents.rendering.paint.pictures import Picture
from documents.rendering.paint.program import ReadyFont
from documents.rendering.paint.resources import Colours, Resources
from documents.rendering.paint.rules import ruler
from documents.rendering.paint.syntax import Objects
from documents.rendering.text.model import CharacterFormat, Composed, FrameBox, Ink, Line, Story, inks_of_table, paragraphs_of


def is_dynamic(story: Story) -> bool:
    return any(run.field is not None for paragraph in paragraphs_of(story.paragraphs) for run in paragraph.runs)


class Typesetting:
    """lines: of every static frame. dynamic: the stories that fields change, composed here with their placeholders only."""

    def __init__(self, document: Document, *, fonts: FontLibrary, objects: Objects, resources: Resources, colours: Colours) -> None:
        self.document, self.fonts = document, fonts
        self.objects, self.resources = objects, resources
        self.locations = Locations(document.pages, document.stories)
        self.boxes = {key: extent.anchored_box(item) for key, item in document.anchored.items()}
        self.inks = inks_of(document, colours)
        self.pen = Pen(self.font, self.inks, self._colour, ruler(document.stroke_styles, self.inks))
        self._coloured: dict[tuple[str, int], str] = {}
        self.lines: dict[str, list[Line]] = {}
        self.all_lines: dict[str, list[Line]] = {}  # of dynamic frames too, with their placeholders
        self.dynamic_frames: set[str] = set()
        self.grown: dict[str, tuple[Box, Box]] = {}  # static frames that fit their text: as designed, and as they are
        self.gradients: dict[str, list[Ink]] = {}  # of the text of a frame
        self.dynamic: list[Story] = []
        self.placeholder_lines: list[list[Line]] = []
        self.dynamic_fonts: set[str] = set()
        self.findings: list[Finding] = []
        self._used: dict[str, tuple[UsedFont, int]] = {}
        for story in document.stories:
            self._compose(story)

    def _compose(self, story: Story) -> None:
        frames = {key: self.document.frames[key] for key in story.frames if key in self.document.frames}
        if not frames:
            return
        composed = text.compose(story, frames, fonts=self.fonts, values={}, objects=self.boxes, settings=self.document.text_settings)
        found = list(dict.fromkeys(ink for ink in inks(story) if ink.swatch in self.document.gradients))
        if found:
            self.gradients |= dict.fromkeys(frames, found)
        if is_dynamic(story):
            self.dynamic.append(story)
            self.dynamic_frames |= set(frames)
            self.placeholder_lines += composed.lines.values()
            self.all_lines |= composed.lines
            self.dynamic_fonts |= set(self._fonts_of(story)) | {
                run.font for lines in composed.lines.values() for line in lines for run in line.runs
            }
            composed.missing = [missing for missing in composed.missing if missing.field is None]
            composed.overset = None  # with values it may fit
        else:
            self.lines |= composed.lines
            self.all_lines |= composed.lines
            self.grown |= {key: (box_of(frames[key]), box) for key, box in composed.grown.items()}
        self._report(composed)

    def _report_fallbacks(self, frame: str, lines: Iterable[Line]) -> None:
        """The designer's own text in a font that is not the designer's."""
        seen: dict[tuple[str, str], dict[str, None]] = {}
        for run in (run for line in lines for run in line.runs if run.field is None):
            asked = self.fonts.find(run.format.family, run.format.style)
            if run.font != asked.key:
                used = self.fonts.face(run.font)
                shown = seen.setdefault((asked.got, f"{used.family} {used.style}"), {})
                shown.update(dict.fromkeys(cluster for cluster in run.clusters if cluster.strip()))
        where = self._in_words(frame)
        for (asked_for, used_font), characters in seen.items():
            self.findings.append(
                Finding(
                    level="info",
                    code="fallback-glyph",
                    message=f"The font {asked_for} has no glyph for {' '.join(characters)} (in {where}); {used_font} has it.",
                    remedy="Set these characters in a font of yours, if they are to look alike.",
                    pages=self._pages(frame),
                    subject=asked_for,
                    locations=self.locations.of_frame(frame),
                )
            )

    def _fonts_of(self, story: Story) -> Iterator[str]:
        for look in formats(story):
            yield self.fonts.find(look.family, look.style).key

    def _report(self, composed: Composed) -> None:
        for frame, lines in composed.lines.items():
            self._report_fallbacks(frame, lines)
        seen: dict[tuple[str, str, str], list[str]] = {}
        for missing in composed.missing:
            seen.setdefault((missing.font, missing.frame, missing.place), []).append(missing.character)
        for (font, frame, place), characters in seen.items():
            shown = " ".join(dict.fromkeys(characters))
            self.findings.append(
                Finding(
                    level="error",
                    code="missing-glyph",
                    message=f"The font {font} has no glyph for {shown} (in {place or self._in_words(frame)}).",
                    remedy="Set these characters in a font that has them.",
                    error_id=1008,
                    pages=self._pages(frame),
                    subject=font,
                    locations=self.locations.of_frame(frame),
                )
            )
        if composed.overset is not None:
            frame = composed.overset.frame
            where = composed.overset.place or self._in_words(frame)
            self.findings.append(
                Finding(
                    level="error",
                    code="overset",
                    message=f"The text does not fit {where}: {composed.overset.said(40)}.",
                    remedy="Make the frame larger or the text shorter, or let the frame grow (Text Frame Options › Auto-Size).",
                    error_id=1009,
                    pages=self._pages(frame),
                    subject=composed.overset.place or self._name(frame),
                    locations=self.locations.of_frame(frame),
                )
            )

    def _name(self, frame: str) -> str:
        box = self.document.frames.get(frame)
        return box.name if box and box.name else "a text frame"

    def _in_words(self, frame: str) -> str:
        box = self.document.frames.get(frame)
        return frame_in_words(box.name) if box and box.name else "a text frame"

    def _pages(self, frame: str) -> tuple[str, ...]:
        box = self.document.frames.get(frame)
        return (box.page_name,) if box else ()

    def font(self, key: str) -> UsedFont:
        """The file's static use of a font."""
        if key not in self._used:
            number = self.objects.reserve()
            self._used[key] = UsedFont(Metrics(self.fonts.face(key)), name=self.resources.add("Font", f"{number} 0 R")), number
        return self._used[key][0]

    def _colour(self, key: str, glyph: int) -> str:
        if (key, glyph) not in self._coloured:
            self._coloured[key, glyph] = colour_glyphs.operators(self.fonts.face(key), glyph, used=self.font(key), image=self._image)
        return self._coloured[key, glyph]

    def _image(self, picture: Picture) -> str:
        return self.resources.add("XObject", f"{write_image(picture, self.objects)} 0 R")

    def colour_findings(self) -> Iterator[Finding]:
        for key in sorted({*self._used, *self.dynamic_fonts}):
            face = self.fonts.face(key)
            if face.has_colour and not colour_glyphs.can_draw(face):
                yield Finding(
                    level="warning",
                    code="not-drawn",
                    message=f"The colours of the font {face.family} {face.style} are not drawn: they are SVG.",
                    remedy="Use a colour font with CBDT, sbix or COLR tables.",
                    subject=face.family,
                )

    def operators(self, frame: str, anchored: Mapping[str, str], tags: glyphs.Tags | None = None, own: InkOperators | None = None) -> str:
        """A static frame's text; own: the frame's gradients."""
        pen = self.pen.over(own) if own else self.pen
        return glyphs.paint(self.lines.get(frame, []), pen, anchored=anchored, tags=tags)

    def write_fonts(self) -> dict[str, ReadyFont]:
        """Write what the static text uses, and the same fonts ready for dynamic text."""
        for key in sorted(self.dynamic_fonts):
            self.font(key).expect_latin()
        for lines in self.placeholder_lines:
            glyphs.paint(lines, Pen(self.font, self.inks))
        for used, number in self._used.values():
            used.write(self.objects, at=number)
        return {
            key: ReadyFont(number, sorted(used.glyphs), sorted(used.texts.items()))
            for key, (used, number) in sorted(self._used.items())
            if key in self.dynamic_fonts
        }


def box_of(frame: FrameBox) -> Box:
    return frame.left_pt, frame.top_pt, frame.left_pt + frame.width_pt, frame.top_pt + frame.height_pt


def formats(story: Story) -> Iterator[CharacterFormat]:
    """Every character format a story may use."""
    for paragraph in paragraphs_of(story.paragraphs):
        yield paragraph.end
        for run in paragraph.runs:
            yield run.format
            yield from run.looks
        if paragraph.format.bullet and paragraph.format.bullet.format:
            yield paragraph.format.bullet.format
        if paragraph.format.drop_cap and paragraph.format.drop_cap.format:
            yield paragraph.format.drop_cap.format


def inks(story: Story) -> Iterator[Ink]:
    """Every ink that a story's text, rules and shadings use."""
    found: list[Ink | None] = []
    for look in formats(story):
        found += [look.fill, look.stroke]
        for decoration in (look.underline, look.strike):
            if decoration:
                found += [decoration.ink, decoration.gap_ink]
    for paragraph in paragraphs_of(story.paragraphs):
        for rule in (paragraph.format.rule_above, paragraph.format.rule_below):
            found += [rule.ink, rule.gap_ink] if rule else []
        if paragraph.format.shading:
            found.append(paragraph.format.shading.ink)
        if paragraph.format.border:
            found += [ink for side in paragraph.format.border.sides if side for ink in (side.ink, side.gap_ink)]
        for run in paragraph.runs:
            if run.table is not None:
                found += inks_of_table(run.table)
    if story.notes.rule is not None:
        found += [story.notes.rule.ink, story.notes.rule.gap_ink]
    yield from (ink for ink in found if ink is not None)


def inks_of(document: Document, colours: Colours, stories: Iterable[Story] | None = None) -> InkOperators:
    """Colour operators of the inks of stories. Each says whether it overprints: text sets one colour after another."""
    fills, strokes = {}, {}
    for story in document.stories if stories is None else stories:
        rules = (frame.column_rule for key in story.frames if (frame := document.frames.get(key)) is not None)
        for ink in (*inks(story), *(rule.ink for rule in rules if rule is not None)):
            if ink_key(ink) not in fills and colours.paints(ink):
                fills[ink_key(ink)], strokes[ink_key(ink)] = operators_of(ink, colours)
    return InkOperators(fills, strokes)


def operators_of(ink: Ink, colours: Colours) -> tuple[str, str]:
    """Of its fill and its stroke: what text sets, one colour after another."""
    state = "" if colours.overprints(ink) else f"/{colours.overprint_state(on=False)} gs "
    return state + colours.operators(ink, stroke=False), state + colours.operators(ink, stroke=True)
