"""The whole files that get damaged: the demo's packages, designs and forms of our own, and the corpus where it is."""

import importlib
import io
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import pikepdf

from documents.rendering.package import Package
from tests.documents.rendering import form_builder
from tests.fuzzing import sampler

PROJECT = Path(__file__).resolve().parents[2]
CORPUS = PROJECT.parent / "shared" / "corpus"
CASES = ("flow", "names", "pictures", "shapes")
DAY = (2024, 1, 1, 0, 0, 0)

Kind = Literal["package", "idml", "pdf"]


class Specimen(NamedTuple):
    """kind: a ZIP with an IDML and what belongs to it, a lone IDML, a PDF. `ours`: there on every machine."""

    name: str
    kind: Kind
    file: str
    ours: bool


def _ours() -> list[Specimen]:
    packages = [Specimen(name, "package", f"{name}.zip", True) for name in ("brochure", "coupon", "sampler", *CASES)]
    return packages + [Specimen(name, "pdf", f"{name}.pdf", True) for name in ("form", "packed-form", "placed")]


def _corpus() -> list[Specimen]:
    found = []
    for path in sorted(CORPUS.rglob("*.idml")):
        packed = any((path.parent / folder).is_dir() for folder in ("Document fonts", "images"))
        found.append(Specimen(path.stem, "package" if packed else "idml", path.stem + (".zip" if packed else ".idml"), False))
    for path in sorted(CORPUS.rglob("*.pdf")):
        name = f"{path.parent.name}-pdf" if path.stem == "expected" else f"{path.stem}-pdf"
        found.append(Specimen(name, "pdf", path.name, False))
    return found


@lru_cache(maxsize=1)
def all_specimens() -> dict[str, Specimen]:
    return {specimen.name: specimen for specimen in [*_ours(), *_corpus()]}


@lru_cache(maxsize=100)
def load(name: str) -> bytes:
    """A specimen's bytes."""
    specimen = all_specimens()[name]
    if not specimen.ours:
        return _of_corpus(specimen)
    if name in ("brochure", "coupon"):
        return (PROJECT / "demo" / f"{name}.zip").read_bytes()
    if name in CASES:
        return packed(importlib.import_module(f"tests.documents.rendering.cases.{name}.template").template())
    return {"sampler": lambda: packed(sampler.package()), "form": _form, "packed-form": _packed_form, "placed": sampler.placed_pdf}[name]()


def _of_corpus(specimen: Specimen) -> bytes:
    stem = specimen.name.removesuffix("-pdf")
    if specimen.kind == "pdf":
        return next(p for p in sorted(CORPUS.rglob("*.pdf")) if stem == (p.parent.name if p.stem == "expected" else p.stem)).read_bytes()
    design = next(path for path in sorted(CORPUS.rglob("*.idml")) if path.stem == stem)
    if specimen.kind == "idml":
        return design.read_bytes()
    beside = [path for path in sorted(design.parent.rglob("*")) if path.is_file() and path.suffix in (".idml", ".jpg", ".otf", ".ttf")]
    return zipped({str(path.relative_to(design.parent)): path.read_bytes() for path in beside})


def packed(package: Package) -> bytes:
    """A package as InDesign's File › Package leaves it, as a ZIP."""
    files = {"p/design.idml": package.design}
    files |= {f"p/Links/{name}": data for name, data in package.links.items()}
    return zipped(files | {f"p/Document fonts/{name}": data for name, data in package.fonts.items()})


def zipped(files: dict[str, bytes]) -> bytes:
    """Bytes that depend on the files alone."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, data in files.items():
            method = zipfile.ZIP_STORED if path == "mimetype" or len(data) > 100_000 else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(path, DAY), data, method, compresslevel=1)
    return buffer.getvalue()


def _form() -> bytes:
    """Every kind of field that a form can have."""
    b = form_builder
    script = b.script_format('AFNumber_Format(2, 0, 0, 0, "€ ", true);')
    fields = [
        b.text("Name"),
        b.text("Letter", rect=(36, 400, 236, 500), flags=b.MULTILINE, da="/Helv 0 Tf 0.2 0.4 0 rg"),
        b.text("Code", rect=(300, 700, 420, 720), flags=b.COMB, MaxLen=8),
        b.text("Price", rect=(300, 660, 420, 680), AA=script),
        b.text("Right", rect=(300, 620, 420, 640), Q=2, da="/Helv 9 Tf 1 0 0 0 k"),
        b.check("News"),
        b.radio("Machine", ["AK-2000", "AK-3000"]),
        b.combo("Offer", ["one", ("2", "two"), "three"]),
        b.image_button("Photo"),
        b.signature("Signed"),
        b.group("Address", [b.text("City", rect=(36, 300, 236, 320)), b.text("Street", rect=(36, 270, 236, 290))]),
    ]
    return b.build_form(fields, pages=2)


def _packed_form() -> bytes:
    """The same with its objects in object streams."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(_form())) as pdf:
        pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return buffer.getvalue()
