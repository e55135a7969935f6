"""PDF/UA-1 as far as a machine can check it, rule by rule; the numbers are those of the Matterhorn Protocol 1.1's checkpoints.

What does not occur in our files (forms, optional content, movies …) is checked to be absent. Of the 31 checkpoints, 03 (flicker),
04 (contrast), 05 (sound), 08 (recognised text), 12 (stretched characters), 18 (running titles), 23 (signatures) and 27 (outline) are for
people, or mean what these files never hold; 17 (formulas), 22 (threads) and 24 (forms that are not interactive) do not occur.
"""

import re
from collections import Counter
from collections.abc import Callable

import pikepdf

from tests.documents.rendering.paint.pdf_structure import Structure, attribute, kids, role

STANDARD_ROLES = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6",
    "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "Link", "Annot",
    "Figure", "Formula", "Form",
}  # fmt: skip
GROUPING = {"Document", "Part", "Art", "Sect", "Div"}
WITHIN = {
    "L": {"LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "TR": {"TH", "TD"},
}
ABOVE = {"LI": {"L"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}}
NUMBERINGS = {"None", "Disc", "Circle", "Square", "Decimal", "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha"}


def all_content_is_tagged_or_an_artifact(file: Structure) -> None:  # 01-005
    for stream in file.streams:
        for operator, inside in stream.painted:
            assert "tagged" in inside or "artifact" in inside, f"{operator} in {inside}"


def artifacts_and_tagged_content_do_not_hold_each_other(file: Structure) -> None:  # 01-003, 01-004
    for stream in file.streams:
        for _, inside in stream.painted:
            assert len({"tagged", "artifact"} & set(inside)) == 1
            assert inside.count("tagged") <= 1


def every_mark_has_one_element_and_the_parent_tree_leads_to_it(file: Structure) -> None:  # PDF 1.7, 14.7.4.4
    owners: Counter[tuple[tuple[int, int], int]] = Counter()
    parents = file.parents()
    for element, _ in file.elements:
        for kid in kids(element):
            if isinstance(kid, int):
                holder, mark = element.Pg, kid
            elif "/MCID" in kid:
                holder, mark = kid.get("/Stm", kid.Pg), int(kid.MCID)
            else:
                continue
            owners[holder.objgen, mark] += 1
            assert parents[int(holder.StructParents)][mark].objgen == element.objgen
    assert set(owners.values()) <= {1}
    marked = {(stream.holder.objgen, mark) for stream in file.streams for mark in stream.ids}
    assert marked == set(owners)
    for stream in file.streams:
        assert sorted(stream.ids) == list(range(len(stream.ids)))


def the_file_says_that_it_is_tagged(file: Structure) -> None:  # 06-001 ff., 7.1
    assert file.root.MarkInfo.Marked is True
    assert not file.root.MarkInfo.get("/Suspects", False)


def roles_are_standard_ones(file: Structure) -> None:  # 02-001, 02-003, 02-004
    assert {role(element) for element, _ in file.elements} <= STANDARD_ROLES
    assert "/RoleMap" not in file.root.StructTreeRoot


def metadata_names_the_standard_and_a_title(file: Structure) -> None:  # 06-001 to 06-004
    with file.file.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"].strip()


def viewers_show_the_title(file: Structure) -> None:  # 07-001, 07-002
    assert file.root.ViewerPreferences.DisplayDocTitle is True


def lists_and_tables_are_built_as_such(file: Structure) -> None:  # 09-004 to 09-006
    for element, above in file.elements:
        inner = {role(kid) for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid}
        if role(element) in WITHIN:
            assert inner <= WITHIN[role(element)], role(element)
            assert all(isinstance(kid, pikepdf.Dictionary) and "/S" in kid for kid in kids(element))
        if role(element) in ABOVE:
            assert above[-1] in ABOVE[role(element)]
        if role(element) == "Lbl":
            assert above[-1] in ("LI", "Note", "Reference")


def only_elements_of_text_own_content(file: Structure) -> None:  # 09-001 f.
    for element, _ in file.elements:
        if role(element) in GROUPING:
            assert all(isinstance(kid, pikepdf.Dictionary) and "/S" in kid for kid in kids(element))


def paragraphs_do_not_hold_paragraphs(file: Structure) -> None:  # PDF 1.7, 14.8.4.3
    for element, above in file.elements:
        if re.fullmatch(r"P|H[1-6]", role(element)):
            upwards = above[: -above[::-1].index("Note")] if "Note" in above else above
            assert not any(re.fullmatch(r"P|H[1-6]", each) for each in upwards if "Note" not in above)


def every_character_has_a_unicode(file: Structure) -> None:  # 10-001, 31-027 to 31-029
    for font in file.fonts():
        if font.Subtype == "/Type0":
            assert "/ToUnicode" in font
            codes = re.findall(rb"<([0-9A-F]{4})> ?<([0-9A-F]+)>", font.ToUnicode.read_bytes())
            assert codes
            assert not {b"0000", b"FEFF", b"FFFE"} & {shown for _, shown in codes}


def the_language_is_known(file: Structure) -> None:  # 11-001 to 11-007
    assert re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(file.root.Lang))
    for element, _ in file.elements:
        if "/Lang" in element:
            assert re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(element.Lang))


def figures_have_alternative_texts(file: Structure) -> None:  # 13-004
    for figure in file.of("Figure"):
        assert str(figure.get("/Alt", figure.get("/ActualText", ""))).strip()


def figures_say_where_they_stand(file: Structure) -> None:  # PDF 1.7, 14.8.5.4.5
    for figure in file.of("Figure"):
        left, bottom, right, top = (float(value) for value in attribute(figure, "/BBox"))
        assert left <= right
        assert bottom <= top


def no_glyph_stands_for_none(file: Structure) -> None:  # 31-030
    holders = [(page.obj, page.resources) for page in file.file.pages]
    forms = (each for each in file.file.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form")
    holders += [(form, form.get("/Resources", {})) for form in forms]
    for holder, resources in holders:
        wide = False
        for operands, operator in pikepdf.parse_content_stream(holder):
            if str(operator) == "Tf":
                wide = resources.Font[str(operands[0])].Subtype == "/Type0"
            elif str(operator) in ("Tj", "TJ") and wide:
                texts = [bytes(each) for each in (operands[0] if str(operator) == "TJ" else operands) if isinstance(each, pikepdf.String)]
                assert not any(text[at : at + 2] == b"\0\0" for text in texts for at in range(0, len(text), 2))


def headings_begin_with_the_first_level_and_skip_none(file: Structure) -> None:  # 14-002, 14-003, 14-007
    levels = [int(role(element)[1]) for element, _ in file.elements if re.fullmatch(r"H[1-6]", role(element))]
    assert not file.of("H")
    last = 0
    for level in levels:
        assert level <= last + 1
        last = level


def header_cells_say_what_they_head(file: Structure) -> None:  # 15-003
    for cell in file.of("TH"):
        assert attribute(cell, "/Scope") in ("/Column", "/Row", "/Both")


def tables_are_regular(file: Structure) -> None:  # 15-005
    for table in file.of("Table"):
        taken: Counter[int] = Counter()
        rows = kids(table)
        for at, row in enumerate(rows):
            for cell in kids(row):
                for below in range(int(attribute(cell, "/RowSpan") or 1)):
                    taken[at + below] += int(attribute(cell, "/ColSpan") or 1)
        assert len({taken[at] for at in range(len(rows))}) == 1


def lists_say_how_they_are_numbered(file: Structure) -> None:  # 16-001 to 16-003
    for each in file.of("L"):
        assert str(attribute(each, "/ListNumbering"))[1:] in NUMBERINGS


def notes_have_ids_of_their_own(file: Structure) -> None:  # 19-003, 19-004
    ids = [str(note.ID) for note in file.of("Note")]
    assert len(set(ids)) == len(ids)
    if ids:
        names = list(file.root.StructTreeRoot.IDTree.Names)
        assert [str(name) for name in names[::2]] == sorted(ids)
        assert all(str(element.ID) == str(name) for name, element in zip(names[::2], names[1::2], strict=True))


def nothing_is_optional_attached_or_a_dynamic_form(file: Structure) -> None:  # 20-001 ff., 21-001, 25-001
    assert "/OCProperties" not in file.root
    assert "/EmbeddedFiles" not in file.root.get("/Names", {})
    assert "/AcroForm" not in file.root


def nothing_keeps_readers_out(file: Structure) -> None:  # 26-001, 26-002
    assert not file.file.is_encrypted


def pages_are_tabbed_through_by_structure(file: Structure) -> None:  # 28-008, 28-009
    for page in file.file.pages:
        assert page.obj.Tabs == "/S"


def links_belong_to_link_elements_and_say_where_they_lead(file: Structure) -> None:  # 28-002, 28-011, 28-012
    parents = file.parents()
    objects = {
        kid.Obj.objgen: element for element, _ in file.elements for kid in kids(element) if not isinstance(kid, int) and "/Obj" in kid
    }
    for _, each in file.annotations():
        assert each.Subtype == "/Link"
        assert str(each.Contents).strip()
        element = parents[int(each.StructParent)]
        assert role(element) == "Link"
        assert objects[each.objgen].objgen == element.objgen


def nothing_acts_by_itself(file: Structure) -> None:  # 29-001
    assert not {"/AA", "/OpenAction"} & set(file.root.keys())
    for _, each in file.annotations():
        assert "/Dest" in each or each.A.S == "/URI"


def forms_with_marks_are_drawn_once(file: Structure) -> None:  # 30-002
    assert set(file.drawn.values()) <= {1}


def fonts_are_embedded_and_encoded(file: Structure) -> None:  # 31-001 to 31-009
    for font in file.fonts():
        if font.Subtype == "/Type0":
            (inner,) = font.DescendantFonts
            assert font.Encoding == "/Identity-H"
            assert {"/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())
            assert (str(inner.CIDSystemInfo.Registry), str(inner.CIDSystemInfo.Ordering)) == ("Adobe", "Identity")
            if inner.Subtype == "/CIDFontType2":
                assert inner.CIDToGIDMap == "/Identity"


RULES: tuple[Callable[[Structure], None], ...] = (
    all_content_is_tagged_or_an_artifact,
    artifacts_and_tagged_content_do_not_hold_each_other,
    every_mark_has_one_element_and_the_parent_tree_leads_to_it,
    the_file_says_that_it_is_tagged,
    roles_are_standard_ones,
    metadata_names_the_standard_and_a_title,
    viewers_show_the_title,
    lists_and_tables_are_built_as_such,
    only_elements_of_text_own_content,
    paragraphs_do_not_hold_paragraphs,
    every_character_has_a_unicode,
    the_language_is_known,
    figures_have_alternative_texts,
    figures_say_where_they_stand,
    no_glyph_stands_for_none,
    headings_begin_with_the_first_level_and_skip_none,
    header_cells_say_what_they_head,
    tables_are_regular,
    lists_say_how_they_are_numbered,
    notes_have_ids_of_their_own,
    nothing_is_optional_attached_or_a_dynamic_form,
    nothing_keeps_readers_out,
    pages_are_tabbed_through_by_structure,
    links_belong_to_link_elements_and_say_where_they_lead,
    nothing_acts_by_itself,
    forms_with_marks_are_drawn_once,
    fonts_are_embedded_and_encoded,
)
