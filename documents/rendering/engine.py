"""The renderer's front: prepare a template once, render it per document. Pure: no Django, no network, no files of its own.

    package -> prepare() -> Prepared  (kept as bytes: encode, decode)
    Prepared + values + Output -> render() -> files

`idml/` reads, `text/` composes, `paint/` draws an InDesign package; `pdfform/` does all of it for a PDF with form fields.
"""

from collections.abc import Mapping

from documents.rendering.fonts import FontSources
from documents.rendering.output import Output, RenderedFile
from documents.rendering.package import Package
from documents.rendering.prepared import Prepared

Value = str | bytes  # text as it is to stand there; a picture's bytes (PNG or JPG)


def prepare(package: Package, *, fonts: FontSources) -> Prepared:
    """Do everything that no field can change: parse, resolve, compose, paint, find out what is wrong.

    raises   BrokenDesign when the design cannot be read at all; everything less is in `findings`
    costs    once per template version; 0.1 s to a few seconds
    """
    raise NotImplementedError


def render(prepared: Prepared, values: Mapping[str, Value], output: Output, *, name: str = "document") -> list[RenderedFile]:
    """One document. Same prepared template, same values, same output: same bytes.

    values   by field name; a field without a value shows its placeholder as it stands
    name     the files' base name: name.pdf, or name-1.png, name-2.png …, or name.zip
    raises   RenderFailed's children: strict, for anything missing or overset; lenient, only where nothing can be drawn
    """
    raise NotImplementedError
