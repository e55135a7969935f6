"""What a rendering is asked for, and what it gives."""

from typing import Literal

import msgspec


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """The content API's `Output` (templates/docs/api.html), checked.

    resolution_dpi   of JPG and PNG, 72 to 300; without effect next to PDF
    strict           True: a missing asset, style, font or glyph, or overset text, fails
    package          True: one ZIP
    """

    format: Literal["PDF", "JPG", "PNG"] = "PDF"
    quality: Literal["Display", "Print"] = "Display"
    resolution_dpi: int = 72
    package: bool = False
    strict: bool = True


class RenderedFile(msgspec.Struct, frozen=True):
    """One finished file."""

    name: str
    content_type: str
    content: bytes
