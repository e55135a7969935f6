"""What preflight says about a template: one finding per thing that a person should know."""

from collections.abc import Iterable
from typing import Literal

import msgspec

Level = Literal["error", "warning", "info"]
Light = Literal["green", "amber", "red"]

MOST_LOCATIONS = 3  # of one finding: who has seen three knows what to look for


class Location(msgspec.Struct, frozen=True, kw_only=True):
    """A place on a page.

    page     its index, from 0
    box_pt   left, top, right, bottom from the page's top left corner, as it is shown
    picture  the name of its picture, where one was made
    """

    page: int
    box_pt: tuple[float, float, float, float]
    picture: str = ""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing found.

    level      error: it cannot be published, and fails strictly; warning: it may look different; info: good to know
    code       a word for programs, such as missing-font, missing-link, overset, not-drawn, substituted-font, low-resolution
    message    what and where, in a sentence a designer understands
    remedy     what to do about it
    error_id   the content API's id that a strict rendering would fail with (1002, 1006-1009), where there is one
    pages      page names it stands on
    locations  where it is to be seen, the first ones
    """

    level: Level
    code: str
    message: str
    remedy: str = ""
    error_id: int | None = None
    pages: tuple[str, ...] = ()
    subject: str = ""  # the font, link, field, frame or feature it is about
    locations: tuple[Location, ...] = ()


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """How much text a field has room for, measured with words of its language.

    characters  as many fit everywhere it stands; None: more than anybody types
    frame       what a person calls the frame that is full first
    grows       the frame grows with its text: so many fit before it leaves the page
    unshrunk    of a PDF field of automatic size: as many stand at full size, more are set smaller
    """

    characters: int | None = None
    frame: str = ""
    grows: bool = False
    unshrunk: int | None = None

    @property
    def words(self) -> str:
        """As staff read it, such as "about 38 characters"."""
        if self.characters is None:
            count = "a page full" if self.grows else "any length"
        else:
            count = "one character" if self.characters == 1 else f"about {self.characters} characters" if self.characters else "nothing"
        more = ["the frame grows"] if self.grows else []
        if self.unshrunk is not None:
            more.append(f"set smaller from {self.unshrunk + 1} on")
        return ", ".join([count, *more])


class FoundField(msgspec.Struct, frozen=True, kw_only=True):
    """A field that the template's file holds.

    name       its true name, any script, spaces and all
    kind       what the file says or the name suggests
    default    the file's own value, or the first one of the data file beside it: the sample that staff see first
    certain    True when the file itself says the kind (a PDF check box, a Data Merge image)
    room       how much text fits; None: not measured
    locations  where it stands, the first places
    """

    name: str
    kind: Literal["String", "Number", "Date", "Boolean", "Image"] = "String"
    certain: bool = False
    qr: bool = False
    pages: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    multiline: bool = False
    max_length: int | None = None
    default: str = ""
    room: Room | None = None
    locations: tuple[Location, ...] = ()


def frame_in_words(name: str) -> str:
    """A frame in a sentence: one that the designer has not named is called after its page."""
    return f"the {name}" if " on page " in name else f"“{name}”"


def light(findings: Iterable[Finding]) -> Light:
    """Red: documents would fail or come out wrong, so it is not published. Amber: a person should look. Green: nothing to do."""
    levels = {finding.level for finding in findings}
    return "red" if "error" in levels else "amber" if "warning" in levels else "green"


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors first, each once."""
    rank = {"error": 0, "warning": 1, "info": 2}
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: rank[finding.level]))
