"""One damaged file through everything that a stranger's file meets here, and how it ended."""

import contextlib
import io
import os
import tempfile
import traceback
from functools import lru_cache
from pathlib import Path

import msgspec
from PIL import Image

from documents.intake import ChildLimits, check, check_in_child, open_upload, reply
from documents.intake.reply import Reply
from documents.rendering import engine
from documents.rendering.comparison import compare
from documents.rendering.findings import FoundField
from documents.rendering.fonts import FontSources
from documents.rendering.output import Output
from documents.rendering.paint import limits
from documents.rendering.prepared import Prepared, decode, encode
from personalia_site.errors import Invalid, PersonaliaError, RenderFailed
from tests.fuzzing import confinement, specimens
from tests.fuzzing.cases import Case
from tests.fuzzing.specimens import PROJECT

LEFT_BY_CHILD = {reply.PREPARED, reply.PREVIEW, reply.REPLY, reply.LOG, reply.COMPARED, reply.PLACES, reply.APART}
VALUES = {"String": "Zoë", "Number": "12.50", "Date": "2025-04-01", "Boolean": "1"}
OUTPUTS = (
    Output(quality="Print", strict=False, bleed=True, marks=True, standard="PDF/X-4"),
    Output(quality="Display", strict=True),
    Output(quality="Display", strict=False, format="JPG", resolution_dpi=72),
)


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """kind: result, refused (an error of our tree; `what` is its class and code), or failed."""

    seed: str
    kind: str
    what: str
    cpu_s: float = 0.0
    peak_mb: int = 0
    trace: str = ""


def run(case: Case) -> Outcome:
    """Here, in this process."""
    confinement.seen.clear()
    kind, what, trace = "result", "", ""
    try:
        what = _values(case) if case.values else _upload(case)
    except (Invalid, RenderFailed) as error:
        kind, what = "refused", f"{type(error).__name__} {error.code}"
        error.reason.encode()  # what is shown to a person has to be text
        msgspec.json.encode(error.parameters)
    except MemoryError:
        kind, what, trace = "failed", "MemoryError", traceback.format_exc()
    except BaseException as error:
        kind, what, trace = "failed", _place(error), traceback.format_exc()
    if confinement.seen:
        kind, what, trace = "failed", f"forbidden: {confinement.seen[0]}", "\n".join(confinement.seen)
    return Outcome(seed=case.seed, kind=kind, what=what, trace=trace[-6000:])


def _upload(case: Case) -> str:
    """As the child does it, then as a worker and a visitor's page do."""
    try:
        package = open_upload(case.data, name=case.file)
        checked = check(package, fonts=FontSources())
    except MemoryError:
        # The child ends with a status of its own, which `check_in_child` makes Invalid.
        raise Invalid("too much memory", code="check_out_of_memory") from None
    prepared = checked.prepared
    msgspec.json.encode(
        Reply(title=prepared.title, language=prepared.language, pages=prepared.pages, fields=prepared.fields, findings=checked.findings)
    )
    assert all("\0" not in text for field in checked.fields for text in (field.name, field.default, *field.choices)), "NUL in a field"
    prepared = decode(encode(prepared))
    if package.reference is not None and limits.drawable(package.reference):
        ours = engine.render(prepared, {}, Output(quality="Print", strict=False))[0].content
        with contextlib.suppress(RenderFailed):  # a courtesy: what cannot be compared stops nothing
            compare(package.reference, ours, pictures=True, patience_s=5.0)
    return _rendered(prepared, {field.name: _ordinary(field) for field in prepared.fields})


def _values(case: Case) -> str:
    assert case.values
    prepared = _whole(case.seed.split("/")[0])
    return _rendered(prepared, case.values(prepared.fields))


@lru_cache(maxsize=8)
def _whole(name: str) -> Prepared:
    package = open_upload(specimens.load(name), name=specimens.all_specimens()[name].file)
    return decode(encode(engine.prepare(package, fonts=FontSources())))


def _rendered(prepared: Prepared, values: dict[str, str | bytes]) -> str:
    """How many of the outputs came; the others were refused by name. One that came is whole."""
    errors = engine.check(prepared, values)
    assert all(isinstance(error, PersonaliaError) for error in errors)
    done = []
    for output in OUTPUTS:
        try:
            files = engine.render(prepared, values, output)
        except RenderFailed as error:
            done.append(type(error).__name__)
            continue
        if output.format == "PDF":
            assert files[0].content.startswith(b"%PDF-"), "no PDF"
            assert b"%%EOF" in files[0].content[-64:], "no end"
        else:
            assert len(files) == len(prepared.pages), f"{len(files)} pictures of {len(prepared.pages)} pages"
            assert Image.open(io.BytesIO(files[0].content)).format == "JPEG"
        done.append("ok")
    return " ".join(done)


def _ordinary(field: FoundField) -> str | bytes:
    if field.kind == "Image":
        return specimens.sampler.package().links["one.jpg"]
    return field.choices[-1] if field.choices else VALUES[field.kind]


def _place(error: BaseException) -> str:
    """The error, and the last line of our own code on the way to it."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(str(PROJECT / "documents"))] or frames
    last = ours[-1]
    return f"{type(error).__name__} in {last.filename.removeprefix(str(PROJECT) + os.sep)}:{last.name}:{last.lineno}"


def run_in_child(case: Case, *, limits: ChildLimits) -> Outcome:
    """Through the real child process; afterwards its folder holds what it may hold, and nothing is beside it."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        upload, out = folder / "upload", folder / "out"
        upload.write_bytes(case.data)
        out.mkdir()
        kind, what, trace = "result", "child", ""
        try:
            checked = check_in_child(upload, name=case.file, out_folder=out, limits=limits)
            decode(checked.prepared.read_bytes())
        except (Invalid, RenderFailed) as error:
            kind, what = "refused", f"{type(error).__name__} {error.code}"
        except BaseException as error:
            kind, what, trace = "failed", _place(error), traceback.format_exc()
        left = {path.name for path in out.iterdir()}
        said = (out / "child.log").read_text(errors="replace") if "child.log" in left else ""
        if not left <= LEFT_BY_CHILD or {path.name for path in folder.iterdir()} != {"upload", "out"} or upload.read_bytes() != case.data:
            kind, what = "failed", f"files: {sorted(left)}"
        if kind == "refused" and "Traceback" in said:
            kind, what, trace = "failed", "child: " + said.strip().splitlines()[-1][:150], said[-6000:]
        return Outcome(seed=case.seed, kind=kind, what=what, trace=trace)
