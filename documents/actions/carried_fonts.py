"""Files of fallback fonts beside the prepared templates that need them: one for all of them, gone with the last."""

from collections.abc import Iterable
from pathlib import Path

from django.core.files.base import ContentFile as Bytes
from django.core.files.storage import default_storage

from documents.models import TemplateVersion
from documents.models.templates import CARRIED_FONTS, carried_font


def keep(fonts: Iterable[Path]) -> None:
    """Put those into the storage that it has not.

    fonts   called as their keys
    """
    for font in fonts:
        name = carried_font(font.name)
        if not default_storage.exists(name):
            saved = default_storage.save(name, Bytes(font.read_bytes()))
            if saved != name:  # another worker was faster
                default_storage.delete(saved)


def delete_unused() -> None:
    """Delete those that no version needs any longer. Call it after the commit that took the last one's row away.

    A check that ends at the same moment keeps its fonts once more when its row is there: see finish_check.
    """
    try:
        _folders, kept = default_storage.listdir(CARRIED_FONTS)
    except FileNotFoundError:
        return
    for key in set(kept) - TemplateVersion.objects.carried_fonts():
        default_storage.delete(carried_font(key))
