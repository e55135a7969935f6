"""How close a PDF of ours is to the one InDesign made of the same design: pictures, colours, structure, words.

Both go through the same rasteriser, so its habits cancel out. Not imported where documents are made: numpy is heavy.
"""

from documents.rendering.comparison.files import compare

__all__ = ["compare"]
