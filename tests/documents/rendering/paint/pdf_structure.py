"""A tagged PDF taken apart: its structure elements, and what is painted, with the marked content that it is painted in."""

import io
from collections import Counter
from dataclasses import dataclass, field

import pikepdf

PAINTING = {"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "TJ", "Tj", "'", '"', "EI"}


@dataclass
class Stream:
    """A page's or a form's content. painted: of each painting operator, the names of the marked content round it."""

    holder: pikepdf.Object
    ids: list[int] = field(default_factory=list)
    painted: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    glyphs: set[tuple[str, int]] = field(default_factory=set)


class Structure:
    """raises AssertionError where marked content is not nested as it should be"""

    def __init__(self, pdf: bytes) -> None:
        self.file = pikepdf.open(io.BytesIO(pdf))
        self.root = self.file.Root
        self.streams: list[Stream] = []
        self.drawn: Counter[tuple[int, int]] = Counter()  # forms with marked content of their own
        for page in self.file.pages:
            self._walk(page.obj, page.obj.get("/Resources") or self.root.Pages.Resources, ())
        self.elements: list[tuple[pikepdf.Object, tuple[str, ...]]] = []  # with the roles above it
        self._descend(self.root.StructTreeRoot.K, ())

    def close(self) -> None:
        self.file.close()

    def _walk(self, holder: pikepdf.Object, resources: pikepdf.Object, above: tuple[str, ...]) -> None:
        stream, inside, within_text = Stream(holder), list(above), False
        opened: list[bool] = []
        self.streams.append(stream)
        for operands, operator in pikepdf.parse_content_stream(holder):
            name = str(operator)
            if name in ("BDC", "BMC"):
                told = operands[1] if name == "BDC" else {}
                if "/MCID" in told:
                    stream.ids.append(int(told.MCID))
                    inside.append("tagged")
                else:
                    inside.append("artifact" if operands[0] == "/Artifact" else "other")
                opened.append(within_text)
            elif name == "EMC":
                assert opened.pop() == within_text, "marked content straddles a text object"
                inside.pop()
            elif name in ("BT", "ET"):
                within_text = name == "BT"
            elif name == "Do":
                drawn = resources.XObject[str(operands[0])]
                if drawn.Subtype == "/Form":
                    if "/StructParents" in drawn:
                        self.drawn[drawn.objgen] += 1
                    self._walk(drawn, drawn.get("/Resources", resources), tuple(inside))
                else:
                    stream.painted.append((name, tuple(inside)))
            elif name in PAINTING:
                stream.painted.append((name, tuple(inside)))
        assert not opened, "marked content is left open"

    def _descend(self, element: pikepdf.Object, above: tuple[str, ...]) -> None:
        self.elements.append((element, above))
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen
                self._descend(kid, (*above, role(element)))

    def of(self, *roles: str) -> list[pikepdf.Object]:
        return [element for element, _ in self.elements if role(element) in roles]

    def annotations(self) -> list[tuple[pikepdf.Page, pikepdf.Object]]:
        return [(page, each) for page in self.file.pages for each in page.obj.get("/Annots", [])]

    def parents(self) -> dict[int, pikepdf.Object]:
        nums = list(self.root.StructTreeRoot.ParentTree.Nums)
        return dict(zip(map(int, nums[::2]), nums[1::2], strict=True))

    def fonts(self) -> list[pikepdf.Object]:
        return [each for each in self.file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]


def kids(element: pikepdf.Object) -> list[pikepdf.Object | int]:
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def role(element: pikepdf.Object) -> str:
    return str(element.S)[1:]


def attribute(element: pikepdf.Object, name: str) -> object:
    return element.A.get(name) if "/A" in element else None


def outline(pdf: bytes) -> list[object]:
    """Roles as nested lists: ["P"], ["L", ["LI", ["Lbl"], ["LBody"]]], …, of what the document holds."""
    structure = Structure(pdf)

    def shown(element: pikepdf.Object) -> list[object]:
        return [role(element), *(shown(kid) for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid)]

    found = [shown(kid) for kid in kids(structure.root.StructTreeRoot.K)]
    structure.close()
    return found
