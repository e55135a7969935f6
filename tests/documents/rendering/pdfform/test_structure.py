"""Tagged forms stay tagged: what is filled in is the content of the element that the widget had."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from documents.rendering import engine
from documents.rendering.fonts import FontSources
from documents.rendering.output import Output
from documents.rendering.package import Package
from documents.rendering.prepared import decode, encode
from personalia_site.errors import RenderFailed
from tests.documents.rendering.form_builder import build_form, check, text
from tests.documents.rendering.paint.pdf_structure import Structure, role
from tests.documents.rendering.paint.pdf_ua import (
    all_content_is_tagged_or_an_artifact,
    artifacts_and_tagged_content_do_not_hold_each_other,
    every_mark_has_one_element_and_the_parent_tree_leads_to_it,
)


def tagged(data, *, in_kids=False):
    """A form with a paragraph, and a Form element for each widget."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        page.obj.Contents = Stream(pdf, b"/P<</MCID 0>>BDC BT /F1 12 Tf 36 780 Td (Static words) Tj ET EMC")
        page.obj.StructParents = 0
        document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
        words = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=document, Pg=page.obj, K=0))
        elements, nums = [words], [0, Array([words])]
        for number, widget in enumerate(page.obj.Annots, 1):
            kid = Dictionary(Type=Name.OBJR, Pg=page.obj, Obj=widget)
            element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=document, K=kid, Alt="A field"))
            widget.StructParent = number
            elements.append(element)
            nums += [number, element]
        document.K = Array(elements)
        tree = Dictionary(Nums=Array(nums))
        if in_kids:
            tree = Dictionary(Kids=Array([pdf.make_indirect(Dictionary(Limits=Array([0, len(elements) - 1]), Nums=Array(nums)))]))
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=document, ParentTree=tree))
        document.P = root
        pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


FIELDS = [text("Name"), text("Town", rect=(36, 660, 236, 680)), check("News", rect=(36, 600, 48, 612))]


def filled(data, values, **output):
    prepared = engine.prepare(Package(kind="pdf", name="form.pdf", design=data), fonts=FontSources())
    return engine.render(decode(encode(prepared)), values, Output(**output))[0].content  # as a worker loads it


def flattened(structure):
    """Number trees may have levels."""
    tree = structure.root.StructTreeRoot.ParentTree
    if "/Kids" in tree:
        tree.Nums = Array([each for kid in tree.Kids for each in kid.Nums])
    return structure


@pytest.mark.parametrize("in_kids", [False, True])
@pytest.mark.parametrize("values", [{}, {"Name": "Anna", "News": "Yes"}])
def test_filled_text_is_a_paragraph_where_the_widget_was(values, in_kids):
    file = flattened(Structure(filled(tagged(build_form(FIELDS), in_kids=in_kids), values)))

    assert [role(element) for element, _ in file.elements] == ["Document", "P", "P", "P", "P"]
    assert not [element for element, _ in file.elements if "/Alt" in element]
    all_content_is_tagged_or_an_artifact(file)
    artifacts_and_tagged_content_do_not_hold_each_other(file)
    every_mark_has_one_element_and_the_parent_tree_leads_to_it(file)
    file.close()


def test_a_form_without_tags_gets_none():
    with pikepdf.open(io.BytesIO(filled(build_form(FIELDS), {"Name": "Anna"}))) as file:
        assert "/StructTreeRoot" not in file.Root
        layer = next(iter(file.pages[0].Resources.XObject.values()))
        assert "/StructParents" not in layer
        assert b"BDC" not in layer.read_bytes()


@pytest.mark.parametrize("asked", [{"standard": "PDF/X-4"}, {"marks": True}])
def test_what_only_a_design_can_be_made_to_is_refused_for_a_form(asked):
    with pytest.raises(RenderFailed, match="form"):
        filled(build_form(FIELDS), {}, quality="Print", **asked)


def test_a_lenient_rendering_of_a_form_leaves_it_out_and_says_so():
    prepared = engine.prepare(Package(kind="pdf", name="form.pdf", design=build_form(FIELDS)), fonts=FontSources())

    files, problems = engine.render_with_problems(prepared, {}, Output(quality="Print", standard="PDF/X-4", strict=False))

    assert files
    assert ["PDF/X-4" in str(problem) for problem in problems] == [True]
