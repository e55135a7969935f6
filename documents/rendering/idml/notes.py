"""What reading a design finds out about it: collected by subject, with the pages it stands on."""

from typing import NamedTuple

from msgspec.structs import replace

from documents.rendering.findings import Finding, Level, ordered
from documents.rendering.locations import Locations


class Feature(NamedTuple):
    what: str
    remedy: str


FEATURES = {
    "text on a path": Feature("This effect of text on a path is drawn as Rainbow", "Convert it to outlines, unless it holds a field."),
    "spacing on a path": Feature(
        "Letters on a path keep their distance in its bends", "Set the spacing of the path to 0, or convert the text to outlines."
    ),
    "date of output": Feature("A date of output shows the day when the design was saved", "Use a field for the date."),
    "condition marks": Feature("The marks of conditional text are not printed", "Underline or shade the text itself."),
    "watermark": Feature("The watermark is not drawn", "Put it on a master page as text."),
    "justified wraps": Feature("“Justify Text Next to an Object” is not applied", "Justify the paragraphs."),
    "skip by leading": Feature("“Skip by Leading” is not applied: text goes on directly below an object", "Use a baseline grid."),
    "hyphenation exceptions": Feature(
        "Words that the design's own dictionary divides are divided as the language's does", "Put discretionary hyphens into them."
    ),
    "clipped cell": Feature("What sticks out of a table's cell is not cut off", "Place it in a frame that cuts it."),
    "drop cap descenders": Feature("A drop cap is not made smaller for its descender", "Switch off “Scale for Descenders”."),
    "span columns": Feature("A paragraph that spans some of the columns spans all of them", "Give it a text frame of its own."),
    "paragraph border": Feature(
        "The border of a paragraph whose sides differ is drawn with plain corners", "Give it four sides of one weight, or plain corners."
    ),
    "fancy corners": Feature("Fancy corners of a paragraph are drawn as inverse rounded ones", "Choose other corners."),
    "balanced lines": Feature(
        "“Balance Ragged Lines” is not applied: lines may end elsewhere", "Switch it off, or break the lines by hand."
    ),
    "list alignment": Feature("Bullets and numbers of a list are set at its left", "Align them with a tab."),
    "kashida": Feature(
        "Justified Arabic text is stretched by kashidas and spaces, not by other forms of its letters", "Choose kashidas alone for it."
    ),
    "mojikumi": Feature(
        "Mojikumi is applied by the usual rules, not by the widths of its table: justified lines may end elsewhere",
        "Look at their ends, and break them by hand where you must.",
    ),
    "kinsoku": Feature("A kinsoku set of the design's own is not applied; hard kinsoku is", "Choose hard or soft kinsoku."),
    "frame grid": Feature(
        "Text in a frame grid stands on its rows, but its characters follow their styles, not the grid's cells",
        "Give the paragraphs the grid's font and size, or make a text frame of it (Object › Frame Type › Text Frame).",
    ),
    "gyoudori": Feature("Gyoudori is not applied: paragraphs stand on as many lines as they have", "Use space before and after."),
    "scaled leading": Feature("Characters scaled in height keep the leading of their size", "Give the lines a leading in points."),
    "words cut anywhere": Feature("Words are not cut at any letter where lines end", "Break the lines by hand."),
    "upright Latin": Feature("Latin letters lie on their sides in vertical text", "Type full-width letters."),
    "ruby": Feature("Ruby with a font, a colour, a scale or a place of its own has those of its text", "Set it without them."),
    "emphasis marks": Feature(
        "Emphasis marks with a font, a colour, a scale or a place of their own have those of their text", "Set them without."
    ),
    "inline notes": Feature("Inline notes (warichu) are set in one line, as large as the text", "Set them in a frame of their own."),
    "turned characters": Feature("Characters that are turned by themselves stand upright", "Convert them to outlines."),
    "tate-chu-yoko": Feature(
        "Digits and letters that stand side by side in vertical text (tate-chu-yoko) stand in its middle, not offset",
        "Set their offsets to 0.",
    ),
    "shatai": Feature("Slanted characters (shatai) stand upright", "Use a skew, or convert them to outlines."),
    "jidori": Feature("Jidori is not applied: characters are not spaced out over a number of cells", "Use tracking."),
    "digits": Feature("Digits are shown as they are typed", "Type the digits of the script."),
    "positional form": Feature("A chosen form of an Arabic letter is not applied", "Use a zero-width joiner or non-joiner."),
    "moved marks": Feature("Vowel marks stand where the font puts them", "Use a font whose marks stand well."),
    "footnote numbers": Feature("Footnotes are numbered through, not from 1 on each page or in each section", "Number them through."),
    "white behind a page": Feature("The background of a placed page is clear, not white", "Put a white frame behind it."),
    "gradient highlight": Feature("The highlight of a radial gradient stands in its middle", "Move the gradient's centre instead."),
    "hyperlink frames": Feature("Frames round hyperlinks are not shown", "Stroke or underline the link itself."),
    "hidden button": Feature(
        "A button that shows later, or not in print, is drawn as any other item", "Make it a group, or hide its layer."
    ),
    "list numbers": Feature("Numbers of a list are written as 1, 2, 3", "Choose digits, letters or Roman numerals, or type the numbers."),
    "anchored alignment": Feature(
        "An object above its line that should follow the text's alignment stands at the left", "Choose left, centre or right for it."
    ),
    "endnote numbers": Feature("Endnotes are numbered through, not from 1 in each story or section", "Number them through."),
    "footnotes at the end": Feature("Footnotes at the end of their text stand at the bottom of its columns", "Use endnotes."),
    "footnotes across columns": Feature(
        "Footnotes that span the columns of a frame stand in their own columns", "Switch off “Span Footnotes Across Columns”."
    ),
    "running header": Feature(
        "A running header that repeats a character style's text, or changes its case, shows what was saved",
        "Let it repeat a paragraph style as it is written.",
    ),
    "GREP style": Feature("A GREP style with this expression is not applied", "Write the expression more simply, or use character styles."),
    "nested style": Feature("A nested style with this delimiter is not applied yet", "Use character styles."),
    "bullet glyph": Feature("A bullet that is a glyph without a character is shown as •", "Choose a bullet that has a Unicode value."),
    "contour wrap": Feature("A text wrap along the edges inside a picture follows its frame instead", "Draw the wrap's path by hand."),
    "inverse wrap": Feature("An inverse text wrap is not applied", "Use a text frame of that shape."),
    "layers": Feature(
        "The layers of a Photoshop picture are shown as in its file, not as chosen in InDesign", "Save the picture as it is to look."
    ),
    "alpha clipping": Feature(
        "A picture that is clipped by a channel of its file is shown with its own transparency", "Save the picture with transparency."
    ),
    "media": Feature("Movies, sounds, HTML and form objects are not drawn", "Place a picture instead."),
    "content-aware fit": Feature(
        "A picture that is fitted by its content fills its frame from the middle",
        "Choose “Fill Frame Proportionally” and a reference point.",
    ),
    "frame to content": Feature(
        "The fill and stroke of a frame that is fitted to a field's picture keep their size", "Leave the frame without fill and stroke."
    ),
    "pasted gradient": Feature(
        "A gradient pasted from Illustrator cannot be read and is left out", "Give the item a gradient swatch of InDesign's own."
    ),
    "mixed ink": Feature("A mixed ink of inks that the design does not hold is shown as black", "Use a process or spot colour."),
}


class Notes:
    """here: the pages that what is being read stands on; a note without a page of its own gets these.

    inside   ids of the page item, or the text frames, that are being read: where a note is to be seen
    """

    def __init__(self) -> None:
        self.here: tuple[str, ...] = ()
        self.inside: tuple[str, ...] = ()
        self._pages: dict[tuple[str, str], list[str]] = {}
        self._inside: dict[tuple[str, str], list[str]] = {}
        self._findings: dict[tuple[str, str], Finding] = {}

    def not_drawn(self, feature: str, page: str = "", *, subject: str = "") -> None:
        entry = FEATURES[feature]
        named = f" ({subject})" if subject else ""
        self._add("warning", "not-drawn", f"{entry.what}{named}.", page=page, subject=subject or feature, remedy=entry.remedy)

    def not_understood(self, label: str, page: str) -> None:
        message = f"The script label “{label}” says no size, and the text is not made smaller."
        self._add("warning", "label", message, page=page, subject=label, remedy="Write it as “copyfit: 6pt”, the smallest size allowed.")

    def missing_link(self, name: str, page: str = "") -> None:
        message = f"The linked file “{name}” is not in the package." if name else "A picture holds neither a link nor data."
        remedy = "In InDesign, update the link and use File › Package, so that the Links folder comes along."
        self._add("error", "missing-link", message, page=page, subject=name, remedy=remedy, error_id=1006)

    def missing_style(self, name: str, page: str = "") -> None:
        message = f"The style “{name}” is used but not defined."
        self._add(
            "error", "missing-style", message, page=page, subject=name, remedy="Export the design again from InDesign.", error_id=1007
        )

    def _add(self, level: Level, code: str, message: str, *, page: str, subject: str, remedy: str, error_id: int | None = None) -> None:
        key = (code, message)
        self._findings.setdefault(key, Finding(level=level, code=code, message=message, remedy=remedy, error_id=error_id, subject=subject))
        pages = self._pages.setdefault(key, [])
        pages.extend(name for name in ((page,) if page else self.here) if name not in pages)
        self._inside.setdefault(key, []).extend(self.inside)

    def findings(self, locations: Locations) -> tuple[Finding, ...]:
        return ordered(
            replace(finding, pages=tuple(self._pages[key]), locations=locations.of_items(self._inside[key]))
            for key, finding in self._findings.items()
        )
