"""What preflight says about a template: one finding per thing that a person should know."""

from typing import Literal

import msgspec

Level = Literal["error", "warning", "info"]


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing found.

    level     error: it cannot be published, or fails strictly; warning: it may look different; info: good to know
    code      a word for programs, such as missing-font, missing-link, overset, not-drawn, substituted-font, low-resolution
    message   what and where, in a sentence a designer understands
    remedy    what to do about it
    error_id  the content API's id that a strict rendering would fail with (1002, 1006-1009), where there is one
    pages     page names it stands on
    """

    level: Level
    code: str
    message: str
    remedy: str = ""
    error_id: int | None = None
    pages: tuple[str, ...] = ()
    subject: str = ""  # the font, link, field, frame or feature it is about


class FoundField(msgspec.Struct, frozen=True, kw_only=True):
    """A field that the template's file holds.

    name      its true name, any script, spaces and all
    kind      what the file says or the name suggests
    certain   True when the file itself says the kind (a PDF check box, a Data Merge image)
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
