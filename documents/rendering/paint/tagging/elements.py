"""Structure elements and the marked content they own: how they are written."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from documents.rendering.document import Box
from documents.rendering.paint.syntax import Objects, numbers, string

ARTIFACT = "/Artifact BMC\n"
PAGINATION = "/Artifact<</Type/Pagination>>BDC\n"


class Mark(NamedTuple):
    """Marked content: on which page it is seen, the key of the content stream that it stands in, and its id there."""

    page: int
    holder: int
    id: int


class Marks:
    """The next marked-content id of each content stream, and the element of each that was given here.

    A content stream's key is its place in the parent tree: pages by their index, then forms and links.
    taken   how many ids a content stream has already
    """

    def __init__(self, taken: Mapping[int, int], *, keys: int) -> None:
        self.taken = taken
        self.elements: dict[int, list[int]] = {key: [] for key in taken}
        self.links: list[tuple[int, int]] = []  # key, element
        self.keys = keys

    def holder(self) -> int:
        """The key of another content stream."""
        self.keys += 1
        self.elements[self.keys - 1] = []
        return self.keys - 1

    def link(self, element: int) -> int:
        """The key of an annotation that belongs to an element."""
        self.keys += 1
        self.links.append((self.keys - 1, element))
        return self.keys - 1

    def mark(self, element: int, page: int, holder: int) -> Mark:
        given = self.elements[holder]
        given.append(element)
        return Mark(page, holder, self.taken.get(holder, 0) + len(given) - 1)


class Sheets(NamedTuple):
    """Object numbers: of pages by their index, of forms by their key."""

    pages: Sequence[int]
    forms: Mapping[int, int]


def opening(role: str, mark: Mark) -> str:
    return f"/{role}<</MCID {mark.id}>>BDC\n"


def reference(number: int) -> str:
    return f"{number} 0 R"


def annotated(number: int, page: int, sheets: Sheets) -> str:
    """A link's annotation as a child of its element."""
    return f"<</Type/OBJR/Pg {sheets.pages[page]} 0 R/Obj {number} 0 R>>"


def owned(mark: Mark, sheets: Sheets, *, page: int) -> str:
    """Marked content as a child of an element that says to be on a page."""
    form = sheets.forms.get(mark.holder) if sheets.forms else None
    if form is None and mark.page == page:
        return str(mark.id)
    stream = f"/Stm {form} 0 R" if form is not None else ""
    return f"<</Type/MCR/Pg {sheets.pages[mark.page]} 0 R{stream}/MCID {mark.id}>>"


def element(role: str, *, parent: int, kids: Iterable[str], more: str = "") -> str:
    return f"<</Type/StructElem/S/{role}/P {parent} 0 R{more}/K[{' '.join(kids)}]>>"


def alternative(text: str) -> str:
    return f"/Alt{string(text)}" if text else ""


def box_of(box: Box, placement: str = "Block") -> str:
    """Where a figure stands on its page, in PDF's coordinates."""
    return f"/A<</O/Layout/Placement/{placement}/BBox[{numbers(*box)}]>>"


def write_root(objects: Objects, *, at: int, document: int, parents: int, next_key: int, notes: Sequence[int]) -> None:
    """The tree's root; notes are found by their ids."""
    names = "".join(f"({note_id(number)}){number} 0 R" for number in sorted(notes, key=note_id))
    ids = f"/IDTree<</Names[{names}]>>" if notes else ""
    tree = f"/ParentTree {parents} 0 R/ParentTreeNextKey {next_key}"
    objects.write(f"<</Type/StructTreeRoot/K {document} 0 R{tree}{ids}>>", at=at)


def note_id(number: int) -> str:
    return f"note{number:08d}"


def parent_tree(streams: Mapping[int, str], links: Iterable[tuple[int, int]]) -> str:
    """From marked-content ids, and from links, back to elements; streams: the references of each, in the order of the ids."""
    entries = {key: f"[{references}]" for key, references in streams.items()} | {key: f" {number} 0 R" for key, number in links}
    return "<</Nums[" + " ".join(f"{key}{entries[key]}" for key in sorted(entries)) + "]>>"
