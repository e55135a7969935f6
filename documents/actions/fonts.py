"""The workspace's font library."""

from io import BytesIO
from pathlib import Path

from django.core.files import File
from django.core.files.base import ContentFile as Bytes
from django.db import transaction
from django.db.models import Case, F, When
from fontTools.ttLib import TTFont, TTLibError
from fontTools.ttLib.ttCollection import TTCollection

from documents import jobs
from documents.actions.templates import CHECK_TIMEOUT_S, RENEW_TASK
from documents.models import FontFile, TemplateVersion, Workspace
from personalia_site.errors import Invalid

MAX_BYTES = 60 * 1024 * 1024  # the largest CJK collections have about 50 MB


@transaction.atomic
def add_font(*, workspace: Workspace, upload: "File[bytes]") -> FontFile:
    """Put a font file into the library, in place of one of the same name.

    raises   Invalid when it is no OpenType or TrueType font, or cannot be read
    """
    name = Path(upload.name or "font").name[:255]
    if not upload.size or upload.size > MAX_BYTES:
        raise Invalid(f"“{name}” is empty or larger than 60 MB.", code="invalid_font")
    content = upload.read()
    family, style = _names(content, name)
    font = FontFile.objects.filter(workspace=workspace, file_name=name).first() or FontFile(workspace=workspace, file_name=name)
    old = font.file.name
    font.family, font.style = family[:120], style[:120]
    font.file.save(f"{workspace.pk}/{name}", Bytes(content), save=False)
    font.save()
    if old:
        transaction.on_commit(lambda: font.file.storage.delete(old))
    return font


def library_files(workspace: Workspace) -> dict[str, bytes]:
    """The library's files by name, as the renderer takes them."""
    files = {}
    for font in FontFile.objects.filter(workspace=workspace):
        with font.file.open("rb") as file:
            files[font.file_name] = bytes(file.read())
    return files


@transaction.atomic
def order_fallbacks(*, workspace: Workspace, families: list[str] | None) -> int:
    """Set which fonts are asked for a glyph that a font lacks, and have what was prepared with others prepared again.

    families  in their order; None: the usual ones
    returns   how many template versions are prepared again; until they are, the old order counts
    """
    Workspace.objects.filter(pk=workspace.pk).update(fallback_fonts=families, fallback_revision=F("fallback_revision") + 1)
    outdated = TemplateVersion.objects.outdated().filter(template__workspace=workspace)
    keys = list(outdated.order_by(Case(When(template__current=F("pk"), then=0), default=1)).values_list("pk", flat=True))
    for key in keys:
        jobs.enqueue(RENEW_TASK, key, timeout_s=CHECK_TIMEOUT_S)
    return len(keys)


def _names(content: bytes, name: str) -> tuple[str, str]:
    """Family and style as a design names them (name table: typographic 16 and 17 before 1 and 2)."""
    try:
        font = TTCollection(BytesIO(content)).fonts[0] if content[:4] == b"ttcf" else TTFont(BytesIO(content))
        table = font["name"]
        family = table.getDebugName(16) or table.getDebugName(1)
        style = table.getDebugName(17) or table.getDebugName(2) or "Regular"
        font.getGlyphOrder()
    # fontTools reads with struct and asserts: a broken table surfaces as any of these
    except (TTLibError, KeyError, ValueError, IndexError, AssertionError, TypeError, AttributeError, EOFError, OverflowError) as error:
        raise _unreadable(name) from error
    if not family:
        raise _unreadable(name)
    return family, style


def _unreadable(name: str) -> Invalid:
    return Invalid(f"“{name}” cannot be read as a font. OTF, TTF, TTC, WOFF and WOFF2 files are taken.", code="invalid_font")
