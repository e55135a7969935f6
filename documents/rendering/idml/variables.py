"""Text variables that say something else than what was saved: running headers, and dates of output."""

from collections.abc import Iterator

from documents.rendering.idml.attributes import Element, flag, reference
from documents.rendering.idml.paragraph import style_name
from documents.rendering.text.model import Running


def running_headers(document: Element) -> Iterator[tuple[str, Running | None]]:
    """Text variables that repeat a paragraph; None: one that repeats a character style's text, or writes it in another case."""
    for variable in document.iterfind("TextVariable"):
        if variable.find("MatchCharacterStylePreference") is not None:
            yield variable.get("Self", ""), None
        found = variable.find("MatchParagraphStylePreference")
        if found is not None and (style := reference(found.get("AppliedParagraphStyle"))):
            running = Running(
                style=style_name(style),
                last=found.get("SearchStrategy") == "LastOnPage",
                before=found.get("TextBefore", ""),
                after=found.get("TextAfter", ""),
                drops_end=flag(found.get("DeleteEndPunctuation")),
            )
            yield variable.get("Self", ""), running if found.get("ChangeCase", "None") == "None" else None


def dates_of_output(document: Element) -> frozenset[str]:
    """Text variables that InDesign sets anew with every export."""
    return frozenset(each.get("Self", "") for each in document.iterfind("TextVariable") if each.get("VariableType") == "OutputDateType")
