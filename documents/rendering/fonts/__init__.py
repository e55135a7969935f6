"""Fonts: where they come from, which one a style means, and what the composer and the painter ask of one."""

from documents.rendering.fonts.face import Face
from documents.rendering.fonts.library import FontLibrary, Match, PackedFont
from documents.rendering.fonts.sources import FontSources

__all__ = ["Face", "FontLibrary", "FontSources", "Match", "PackedFont"]
