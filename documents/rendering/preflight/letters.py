"""Letters of people's names that a field's font does not have."""

from collections.abc import Iterator, Mapping, Sequence

from documents.rendering.findings import MOST_LOCATIONS, Finding, FoundField
from documents.rendering.fonts import FontLibrary

# Of the names that are written with Latin letters between Iceland and Turkey: what old and free fonts leave out first.
LETTERS = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ" + (
    "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŌōŐőŒœŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŸŹźŻżŽžȘșȚț"
)
SHOWN = 12
Look = tuple[str, str]  # family, style


def about_letters(found: Sequence[FoundField], fonts: FontLibrary, looks: Mapping[str, set[Look]]) -> Iterator[Finding]:
    """One finding for each font that lacks some; a font without Latin letters is meant for others.

    looks   family and style of each field's text, by its name
    """
    fields: dict[Look, list[FoundField]] = {}
    for field in found:
        for look in sorted(looks.get(field.name, ())) if field.kind == "String" and not field.choices else ():
            fields.setdefault(look, []).append(field)
    for look, within in fields.items():
        match = fonts.find(*look)
        lacking = [letter for letter in LETTERS if match.face.glyph(ord(letter)) is None]
        if lacking and match.face.glyph(ord("a")) is not None:
            others = [other.face for other in fonts.fallbacks(look[1])]
            refused = [letter for letter in lacking if not any(face.glyph(ord(letter)) for face in others)]
            yield _finding(match.got, within, lacking, refused=refused)


def _finding(font: str, fields: list[FoundField], lacking: list[str], *, refused: list[str]) -> Finding:
    named = ", ".join(f"“{field.name}”" for field in fields[:3]) + (f" and {len(fields) - 3} more" if len(fields) > 3 else "")
    shown = refused or lacking
    letters = " ".join(shown[:SHOWN]) + (f" and {len(shown) - SHOWN} more" if len(shown) > SHOWN else "")
    if refused:
        message = f"The font {font} of {named} has no {letters}: a name with one of them fails."
        remedy = "Set these fields in a font that has them, or add a fallback font that does to the workspace."
    else:
        message = f"The font {font} of {named} has no {letters}: in a name they are set in a fallback font."
        remedy = "Where that would be seen, set these fields in a font that has them."
    return Finding(
        level="warning" if refused else "info",
        code="few-letters",
        message=message,
        remedy=remedy,
        pages=tuple(dict.fromkeys(page for field in fields for page in field.pages)),
        subject=font,
        locations=tuple(dict.fromkeys(location for field in fields for location in field.locations))[:MOST_LOCATIONS],
    )
