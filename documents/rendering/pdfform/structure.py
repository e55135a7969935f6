"""The structure of a tagged form: what a widget stood for becomes a paragraph, which the filled-in text is the content of."""

from collections.abc import Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from documents.rendering.pdfform.appearance import entry
from documents.rendering.pdfform.reading import whole

MOST_ELEMENTS = 100_000


class FormStructure:
    """Empty for a form that is not tagged."""

    def __init__(self, pdf: Pdf) -> None:
        self.root = entry(pdf.Root, "/StructTreeRoot")
        self._elements = dict(_of_widgets(self.root)) if self.root is not None else {}
        self._tagged: dict[int, list[pikepdf.Object]] = {}  # of each page, by the marked-content ids of its layer

    def tag(self, widget: pikepdf.Object, page: int) -> int:
        """The id of the marked content that a widget's text will be; -1: the form does not tag it."""
        element = self._elements.get(widget.objgen)
        if element is None:
            return -1
        self._tagged.setdefault(page, []).append(element)
        return len(self._tagged[page]) - 1

    def finish(self, pages: Mapping[int, pikepdf.Page], layers: Mapping[int, pikepdf.Object]) -> dict[int, int]:
        """Give the elements their new content; returns the key in the parent tree of each page's layer."""
        if self.root is None or not self._tagged:
            return {}
        key, keys = max(whole(entry(self.root, "/ParentTreeNextKey")), _highest(entry(self.root, "/ParentTree")) + 1), {}
        for page, elements in sorted(self._tagged.items()):
            for mark, element in enumerate(elements):
                found = entry(element, "/K")
                kids = list(found) if isinstance(found, Array) else [found] if found is not None else []
                kids.append(Dictionary(Type=Name.MCR, Pg=pages[page].obj, Stm=layers[page], MCID=mark))
                element.K, element.S = Array(kids), Name.P
                for name in ("/A", "/Alt", "/ActualText"):  # they spoke for the widget
                    if name in element:
                        del element[name]
            _add(self.root.ParentTree, key, Array(elements))
            keys[page] = key
            key += 1
        self.root.ParentTreeNextKey = key
        return keys


def _of_widgets(root: pikepdf.Object) -> list[tuple[tuple[int, int], pikepdf.Object]]:
    """(a widget's number, its element)"""
    found: list[tuple[tuple[int, int], pikepdf.Object]] = []
    waiting, seen = [root], set[tuple[int, int]]()
    while waiting and len(seen) < MOST_ELEMENTS:
        element = waiting.pop()
        kids = entry(element, "/K")
        for kid in list(kids) if isinstance(kids, Array) else [kids]:
            if not isinstance(kid, Dictionary):
                continue
            widget = entry(kid, "/Obj")
            if entry(widget, "/Subtype") == Name.Widget and widget is not None:
                found.append((widget.objgen, element))
            elif "/S" in kid and kid.objgen not in seen:
                seen.add(kid.objgen if kid.objgen != (0, 0) else (-len(seen), 0))
                waiting.append(kid)
    return found


def _highest(tree: pikepdf.Object | None) -> int:
    """The highest key of a number tree of no more than a few levels."""
    waiting, highest = [(tree, 0)], -1
    while waiting:
        node, depth = waiting.pop()
        nums, kids = entry(node, "/Nums"), entry(node, "/Kids")
        highest = max([highest, *(whole(key) for key in (list(nums)[::2] if isinstance(nums, Array) else []))])
        if depth < 8 and isinstance(kids, Array):
            waiting += [(kid, depth + 1) for kid in kids]
    return highest


def _add(tree: pikepdf.Object, key: int, value: pikepdf.Object) -> None:
    """One entry behind all others."""
    if isinstance(entry(tree, "/Kids"), Array):
        tree.Kids.append(Dictionary(Limits=Array([key, key]), Nums=Array([key, value])))
    else:
        nums = entry(tree, "/Nums")
        tree.Nums = Array([*(list(nums) if isinstance(nums, Array) else []), key, value])
