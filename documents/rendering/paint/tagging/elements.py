"""Structure elements and the marked content they own. The same for what is painted once and for what each document adds."""

from collections.abc import Mapping, Sequence

from documents.rendering.paint.syntax import Objects, string

ARTIFACT = "/Artifact BMC\n"
PAGINATION = "/Artifact<</Type/Pagination>>BDC\n"
Owned = list[tuple[int, int]]  # (page, marked-content id)


class Marks:
    """The next marked-content id of each page, and the element of each that was given here.

    taken   how many ids a page has already
    """

    def __init__(self, taken: Sequence[int]) -> None:
        self.taken = taken
        self.elements: list[list[int]] = [[] for _ in taken]

    def mark(self, element: int, page: int) -> int:
        self.elements[page].append(element)
        return self.taken[page] + len(self.elements[page]) - 1


def opening(role: str, mark: int) -> str:
    return f"/{role}<</MCID {mark}>>BDC\n"


def element(role: str, *, parent: int, owned: Owned, pages: Sequence[int], more: str = "") -> str:
    """An element whose children are marked content; pages: object numbers."""
    first = owned[0][0] if owned else 0
    kids = " ".join(str(mark) if page == first else f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {mark}>>" for page, mark in owned)
    return f"<</Type/StructElem/S/{role}/P {parent} 0 R/Pg {pages[first]} 0 R{more}/K[{kids}]>>"


def grouping(role: str, *, parent: int, kids: Sequence[int]) -> str:
    """An element whose children are elements."""
    return f"<</Type/StructElem/S/{role}/P {parent} 0 R/K[{' '.join(f'{kid} 0 R' for kid in kids)}]>>"


def alternative(text: str) -> str:
    return f"/Alt{string(text)}" if text else ""


class Section:
    """A story's elements: one for each paragraph that has lines, and one for each object in its text.

    things   (role, alternative text) of the objects that stand in text, by id
    """

    def __init__(
        self, number: int, roles: Sequence[str], *, objects: Objects, marks: Marks, things: Mapping[str, tuple[str, str]] | None = None
    ) -> None:
        self.number, self.roles = number, roles
        self.objects, self.marks, self.things = objects, marks, things or {}
        self._found: dict[int | str, tuple[int, Owned]] = {}  # by paragraph or object: element, what it owns

    def paragraph(self, at: int, page: int) -> str:
        """The operator that opens more of a paragraph on a page."""
        return opening(self._role(at), self._mark(at, page))

    def thing(self, key: str, page: int) -> str:
        """The operator that opens an object."""
        if key not in self.things:
            return ARTIFACT
        return opening(self.things[key][0], self._mark(key, page))

    def _role(self, at: int) -> str:
        return self.roles[at] if at < len(self.roles) else "P"

    def _mark(self, at: int | str, page: int) -> int:
        if at not in self._found:
            self._found[at] = self.objects.reserve(), []
        number, owned = self._found[at]
        mark = self.marks.mark(number, page)
        owned.append((page, mark))
        return mark

    def write(self, *, parent: int, pages: Sequence[int]) -> None:
        """The section itself, and all in it, in the text's order."""
        order = sorted(self._found, key=lambda at: (isinstance(at, str), at if isinstance(at, int) else 0))
        self.objects.write(grouping("Sect", parent=parent, kids=[self._found[at][0] for at in order]), at=self.number)
        for at in order:
            number, owned = self._found[at]
            role, more = (self._role(at), "") if isinstance(at, int) else (self.things[at][0], alternative(self.things[at][1]))
            self.objects.write(element(role, parent=self.number, owned=owned, pages=pages, more=more), at=number)


class PageTags:
    """A section on one page: what painting lines asks for."""

    def __init__(self, section: Section, page: int) -> None:
        self.section, self.page = section, page

    def paragraph(self, number: int) -> str:
        return self.section.paragraph(number, self.page)

    def thing(self, key: str) -> str:
        return self.section.thing(key, self.page)


def parent_tree(pages: Sequence[str]) -> str:
    """From a page's marked-content ids back to elements; pages: the references of each, in the order of the ids."""
    return "<</Nums[" + "".join(f"{index}[{references}]" for index, references in enumerate(pages)) + "]>>"
