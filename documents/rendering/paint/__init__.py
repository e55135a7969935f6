"""Page items become PDF operators; what a field can change becomes pieces. The rules are painting.md's, named by their numbers."""

from documents.rendering.paint.pagetree import Press
from documents.rendering.paint.preparing import prepare
from documents.rendering.paint.program import Program
from documents.rendering.paint.rendering import Value, check, render

__all__ = ["Press", "Program", "Value", "check", "prepare", "render"]
