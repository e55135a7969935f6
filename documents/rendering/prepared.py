"""A prepared template: plain data that is written once per version and loaded by every worker."""

from typing import Any, Literal

import msgspec

from documents.rendering.findings import Finding, FoundField


class PreparedPage(msgspec.Struct, frozen=True):
    name: str
    width_pt: float
    height_pt: float


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """What `engine.prepare` gives. `body` is the stage's own struct (paint.Program or pdfform.Form), encoded."""

    kind: Literal["idml", "pdf"]
    format_version: int = 1
    title: str = ""
    language: str = "en-US"
    fields: tuple[FoundField, ...] = ()
    findings: tuple[Finding, ...] = ()
    pages: tuple[PreparedPage, ...] = ()
    body: Any = None


def encode(prepared: Prepared) -> bytes:
    """MessagePack; deterministic."""
    raise NotImplementedError


def decode(data: bytes) -> Prepared:
    """The reverse; raises BrokenDesign when `format_version` is not ours (prepare it again)."""
    raise NotImplementedError
