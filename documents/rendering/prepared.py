"""A prepared template: plain data that is written once per version and loaded by every worker."""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import msgspec

from documents.rendering.findings import Finding, FoundField
from documents.rendering.fonts import PackedFont
from personalia_site.errors import BrokenDesign

FORMAT_VERSION = 35


class PreparedPage(msgspec.Struct, frozen=True):
    name: str
    width_pt: float
    height_pt: float


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """What `engine.prepare` gives. `body` is the stage's own struct (paint.Program or pdfform.Form)."""

    kind: Literal["idml", "pdf"]
    format_version: int = FORMAT_VERSION
    title: str = ""
    language: str = "en-US"
    fields: tuple[FoundField, ...] = ()
    findings: tuple[Finding, ...] = ()
    pages: tuple[PreparedPage, ...] = ()
    body: Any = None


_encoder = msgspec.msgpack.Encoder(order="deterministic")


def encode(prepared: Prepared, *, apart: dict[str, bytes] | None = None) -> bytes:
    """MessagePack; deterministic. The body stands in it as bytes of its own.

    apart   takes the files of the fallback fonts, by their keys: they are every template's, and some have 10 MB
    """
    body = prepared.body if apart is None else _with_fonts(prepared.body, partial(_taken_out, apart=apart))
    return _encoder.encode(msgspec.structs.replace(prepared, body=_encoder.encode(body)))


def decode(data: bytes, *, apart: Callable[[str], str] | None = None) -> Prepared:
    """The reverse; raises BrokenDesign when `format_version` is not ours (prepare it again).

    apart   says in which file a font lies that `encode` put apart
    """
    try:
        prepared = msgspec.msgpack.decode(data, type=Prepared)
        if prepared.format_version == FORMAT_VERSION:
            body = msgspec.msgpack.decode(prepared.body, type=_body_type(prepared.kind))
            body = body if apart is None else _with_fonts(body, partial(_put_back, apart=apart))
            return msgspec.structs.replace(prepared, body=body)
    except (msgspec.MsgspecError, TypeError) as error:
        raise BrokenDesign("This template was prepared by another version of this software. Prepare it again.") from error
    raise BrokenDesign("This template was prepared by another version of this software. Prepare it again.")


def _with_fonts(body: Any, change: Callable[[PackedFont], PackedFont]) -> Any:
    changed = msgspec.structs.replace(body, fonts=tuple(change(font) for font in body.fonts))
    shown = getattr(body, "display", None)
    return changed if shown is None else msgspec.structs.replace(changed, display=_with_fonts(shown, change))


def _taken_out(font: PackedFont, *, apart: dict[str, bytes]) -> PackedFont:
    if font.fallback is None:
        return font
    apart[font.key] = font.data
    return msgspec.structs.replace(font, data=b"")


def _put_back(font: PackedFont, *, apart: Callable[[str], str]) -> PackedFont:
    return font if font.data else msgspec.structs.replace(font, file=apart(font.key))


def _body_type(kind: Literal["idml", "pdf"]) -> type[msgspec.Struct]:
    # Imported here, because the stages build a Prepared themselves.
    if kind == "idml":
        from documents.rendering.paint.program import Program

        return Program
    from documents.rendering.pdfform.form import Form

    return Form
