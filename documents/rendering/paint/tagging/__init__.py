"""The structure of a tagged PDF: which marked content is what, in reading order (PDF 1.7, 14.8)."""

from documents.rendering.paint.tagging.elements import ARTIFACT, Marks, Sheets, parent_tree, write_root
from documents.rendering.paint.tagging.paths import StoryText
from documents.rendering.paint.tagging.roles import shown_roles
from documents.rendering.paint.tagging.sections import Inline, PageTags, Section
from documents.rendering.paint.tagging.tagging import Tagging

__all__ = [
    "ARTIFACT",
    "Inline",
    "Marks",
    "PageTags",
    "Section",
    "Sheets",
    "StoryText",
    "Tagging",
    "parent_tree",
    "shown_roles",
    "write_root",
]
