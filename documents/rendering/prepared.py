"""A prepared template: plain data that is written once per version and loaded by every worker."""

from typing import Any, Literal

import msgspec

from documents.rendering.findings import Finding, FoundField
from personalia_site.errors import BrokenDesign

FORMAT_VERSION = 3


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


def encode(prepared: Prepared) -> bytes:
    """MessagePack; deterministic. The body stands in it as bytes of its own."""
    return _encoder.encode(msgspec.structs.replace(prepared, body=_encoder.encode(prepared.body)))


def decode(data: bytes) -> Prepared:
    """The reverse; raises BrokenDesign when `format_version` is not ours (prepare it again)."""
    try:
        prepared = msgspec.msgpack.decode(data, type=Prepared)
        if prepared.format_version == FORMAT_VERSION:
            body = msgspec.msgpack.decode(prepared.body, type=_body_type(prepared.kind))
            return msgspec.structs.replace(prepared, body=body)
    except (msgspec.MsgspecError, TypeError) as error:
        raise BrokenDesign("This template was prepared by another version of this software. Prepare it again.") from error
    raise BrokenDesign("This template was prepared by another version of this software. Prepare it again.")


def _body_type(kind: Literal["idml", "pdf"]) -> type[msgspec.Struct]:
    # Imported here, because the stages build a Prepared themselves.
    if kind == "idml":
        from documents.rendering.paint.program import Program

        return Program
    from documents.rendering.pdfform.form import Form

    return Form
