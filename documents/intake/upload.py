"""Uploaded bytes become a package: an IDML file, a ZIP of InDesign's Package folder, or a PDF."""

from documents.intake import designs, kinds
from documents.intake.archive import Archive, is_zip
from documents.intake.pdf import refuse_broken_pdf
from documents.rendering.package import Package
from personalia_site.errors import Invalid


def open_upload(data: bytes, *, name: str) -> Package:
    """What a person uploaded, as a package in memory; its kind comes from its content.

    name     the file's name, for messages only
    raises   Invalid for what is no template or not safe to unpack, BrokenDesign for a design that is damaged
    """
    kinds.refuse_unreadable(data, name=name)
    if not is_zip(data):
        refuse_broken_pdf(data, name=name)
        return Package(kind="pdf", name=name, design=data)
    archive = Archive(data, name=name)
    if kinds.is_idml(archive):
        designs.refuse_broken_idml(archive)
        return Package(kind="idml", name=name, design=data)
    return _from_folder(archive)


def _from_folder(archive: Archive) -> Package:
    """The one design of a packed folder, with everything beside it."""
    found = [path for path in archive if designs.is_design(archive, path)]
    if len(found) > 1:
        raise Invalid(
            f"“{archive.name}” holds {len(found)} InDesign designs: {_listed(found)}. Upload each in a ZIP of its own.",
            code="several_designs",
        )
    if not found:
        return _from_lone_pdf(archive)
    path = found[0]
    design = archive.read(path)
    inner = Archive(design, name=_base_name(path)) if is_zip(design) else None
    if inner is None or not kinds.is_idml(inner):
        raise Invalid(f"“{path}” in “{archive.name}” is called .idml, but is none. Export it again (File › Export › InDesign Markup).")
    designs.refuse_broken_idml(inner)
    links, fonts = designs.companions(archive, path)
    return Package(kind="idml", name=_base_name(path), design=design, links=links, fonts=fonts, reference=designs.reference(archive, path))


def _from_lone_pdf(archive: Archive) -> Package:
    heads = {path: archive.read(path, first=1024) for path in archive}
    documents = [path for path, head in heads.items() if kinds.is_indesign_document(head)]
    if documents:
        raise Invalid(
            f"“{archive.name}” holds an InDesign document (“{documents[0]}”) but no IDML. "
            "In InDesign, use File › Package with “Include IDML”, "
            "or export IDML (File › Export › InDesign Markup) into the folder, and pack it again.",
            code="indesign_document",
        )
    if any(path.endswith("designmap.xml") for path in archive):
        raise Invalid(f"“{archive.name}” holds an unpacked IDML. Upload the .idml file itself, as InDesign exported it.", code="wrong_kind")
    forms = [path for path, head in heads.items() if kinds.is_pdf(head)]
    if len(forms) == 1:
        data = archive.read(forms[0])
        refuse_broken_pdf(data, name=_base_name(forms[0]))
        return Package(kind="pdf", name=_base_name(forms[0]), design=data)
    if any(is_zip(head) for head in heads.values()):
        raise Invalid(f"“{archive.name}” is a ZIP inside a ZIP. Upload the inner one.", code="wrong_kind")
    said = f"several PDFs ({_listed(forms)}) and no InDesign design" if forms else "neither an InDesign design nor a PDF"
    raise Invalid(f"“{archive.name}” holds {said}. {kinds.WHAT_WORKS}", code="wrong_kind")


def _base_name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _listed(paths: list[str]) -> str:
    shown = ", ".join(f"“{path}”" for path in paths[:5])
    return shown if len(paths) <= 5 else f"{shown} and {len(paths) - 5} more"
