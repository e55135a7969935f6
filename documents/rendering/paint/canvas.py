"""What painting is written on: operators and pieces, in order, of a page or of a form."""

from typing import NamedTuple

from documents.rendering.document import IDENTITY, Matrix
from documents.rendering.paint import geometry
from documents.rendering.paint.program import GrowingPiece, Piece


class Place(NamedTuple):
    """Where the coordinates of the moment lie.

    page     -> the page, y down, origin at its top left
    stream   -> the space that the content stream starts in, which patterns are laid out in
    number   index of the page; None inside a form that may stand on any page
    marked   whether what is painted here is marked as content or decoration; within what is marked, it is not
    form     the key of the form whose content stream this is, where that has marked content of its own
    """

    page: Matrix
    stream: Matrix
    number: int | None
    marked: bool = True
    form: int | None = None

    @property
    def holder(self) -> int | None:
        """The key of the content stream: a page's is its index."""
        return self.number if self.form is None else self.form

    def inside(self, matrix: Matrix) -> "Place":
        return self._replace(page=geometry.multiply(matrix, self.page), stream=geometry.multiply(matrix, self.stream))

    def in_form(self, key: int | None = None) -> "Place":
        return Place(self.page, IDENTITY, self.number, marked=key is not None, form=key)

    def unmarked(self) -> "Place":
        return self._replace(marked=False)


ANYWHERE = Place(IDENTITY, IDENTITY, None, marked=False)


class Canvas:
    """`transparent` says that something on it needs the page's transparency group (3.5)."""

    def __init__(self) -> None:
        self.pieces: list[bytes | Piece] = []
        self.transparent = False
        self.form_changes = self.form_grows = False  # of the forms that are drawn on it
        self._text: list[str] = []

    def write(self, operators: str) -> None:
        self._text.append(operators)

    def add(self, piece: Piece) -> None:
        self._flush()
        self.pieces.append(piece)

    def _flush(self) -> None:
        if self._text:
            self.pieces.append("".join(self._text).encode("latin-1"))
            self._text.clear()

    def done(self) -> list[bytes | Piece]:
        self._flush()
        return self.pieces

    @property
    def dynamic(self) -> bool:
        return any(not isinstance(piece, bytes) for piece in self.pieces)

    @property
    def changing(self) -> bool:
        """Whether fields change what is seen."""
        return self.dynamic or self.form_changes

    @property
    def growing(self) -> bool:
        return self.form_grows or any(isinstance(piece, GrowingPiece) for piece in self.pieces)
