"""What passes between the child process and its parent: limits in, files and one reply out."""

import msgspec

from documents.rendering.compared import PageComparison
from documents.rendering.findings import Finding, FoundField
from documents.rendering.prepared import PreparedPage
from personalia_site import errors

REPLY = "result.json"
PREPARED = "prepared.bin"
PREVIEW = "preview.png"
COMPARED = "compared.zip"
PLACES = "places.zip"
APART = "fonts"  # a folder: files of fallback fonts, by their keys
LOG = "child.log"
OUT_OF_MEMORY = 71  # the child's exit status when an allocation of Python's failed
_RENDERING = (errors.BrokenDesign, errors.MissingAsset, errors.MissingStyle, errors.MissingFont, errors.TextOverflow)
MEANT: dict[str, type[errors.PersonaliaError]] = {kind.__name__: kind for kind in (errors.Invalid, errors.RenderFailed, *_RENDERING)}


class ChildLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What the child may use. Memory is address space: libraries that are only mapped count too."""

    memory_mb: int = 2048
    cpu_s: int = 60
    wall_s: int = 90
    file_mb: int = 512
    open_files: int = 128


class ReplyError(msgspec.Struct, frozen=True, kw_only=True):
    """An error of our tree, as data."""

    kind: str
    reason: str
    code: str
    error_id: int | None = None
    parameters: dict[str, str] = {}

    @classmethod
    def of(cls, error: errors.PersonaliaError) -> "ReplyError":
        return cls(kind=type(error).__name__, reason=error.reason, code=error.code, error_id=error.error_id, parameters=error.parameters)

    def as_exception(self) -> errors.PersonaliaError:
        kind = MEANT.get(self.kind, errors.BrokenDesign)
        return kind(self.reason, code=self.code, error_id=self.error_id, parameters=self.parameters)


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """The child's answer: an error, or what it found (the rest is in prepared.bin and preview.png)."""

    error: ReplyError | None = None
    kind: str = ""
    title: str = ""
    language: str = ""
    pages: tuple[PreparedPage, ...] = ()
    fields: tuple[FoundField, ...] = ()
    findings: tuple[Finding, ...] = ()
    comparison: tuple[PageComparison, ...] = ()
