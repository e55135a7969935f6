"""The structure of a tagged PDF: which marked content is which heading, paragraph or figure, in reading order (PDF 1.7, 14.8)."""

from documents.rendering.paint.tagging.elements import ARTIFACT, Marks, PageTags, Section, parent_tree
from documents.rendering.paint.tagging.roles import shown_roles
from documents.rendering.paint.tagging.tagging import Tagging

__all__ = ["ARTIFACT", "Marks", "PageTags", "Section", "Tagging", "parent_tree", "shown_roles"]
