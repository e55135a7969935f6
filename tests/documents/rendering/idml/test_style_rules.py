"""Nested, GREP and line styles: rules that wait for a document's values."""

import pytest
import regex

from documents.rendering.idml.nestedstyles import translated
from documents.rendering.text.model import StyleRule
from tests.documents.rendering.idml.reading import first, read_story
from tests.documents.rendering.idml_builder import story

LEAD = '<CharacterStyle Self="CharacterStyle/Lead" Name="Lead" FontStyle="Bold"/>'


def in_order(record: str, kind: str) -> str:
    return f"""<ParagraphStyle Self="ParagraphStyle/N" Name="N"><Properties>
        <All{kind}Styles type="list"><ListItem type="record">
        <AppliedCharacterStyle type="object">CharacterStyle/Lead</AppliedCharacterStyle>
        {record}</ListItem></All{kind}Styles></Properties></ParagraphStyle>"""


@pytest.mark.parametrize(
    ("kind", "record", "rule"),
    [
        (
            "Nested",
            """<Delimiter type="string">:</Delimiter><Repetition type="long">2</Repetition><Inclusive type="boolean">false</Inclusive>""",
            StyleRule(kind="nested", delimiter=":", repetition=2, inclusive=False),
        ),
        ("Nested", '<Delimiter type="enumeration">AnyWord</Delimiter>', StyleRule(kind="nested", delimiter="AnyWord", is_word=True)),
        (
            "GREP",
            r"<GrepExpression type='string'>(?i)~=\d+\x{2022}</GrepExpression>",
            StyleRule(kind="grep", pattern="(?i)\u2013\\d+\u2022"),
        ),
        ("Line", '<LineCount type="long">2</LineCount>', StyleRule(kind="line", lines=2)),
    ],
)
def test_nested_grep_and_line_styles_are_rules_that_wait_for_values(kind: str, record: str, rule: StyleRule) -> None:
    made = first(read_story(story("Note: read <<A>>", style="N"), paragraph_styles=in_order(record, kind), character_styles=LEAD))

    assert made.rules == (rule,)
    assert [(run.text, run.format.style, [look.style for look in run.looks]) for run in made.runs] == [
        ("Note: read ", "Regular", ["Bold"]),
        ("<<A>>", "Regular", ["Bold"]),
    ]


def test_a_grep_expression_that_cannot_be_understood_is_named() -> None:
    styles = in_order("<GrepExpression type='string'>(open</GrepExpression>", "GREP")

    document = read_story(story("x", style="N"), paragraph_styles=styles, character_styles=LEAD)

    assert [(finding.code, finding.subject) for finding in document.findings] == [("not-drawn", "(open")]


@pytest.mark.parametrize(
    ("expression", "text", "found"),
    [
        (r"[\h\d]+", "a\u20031 2b", ["\u20031 2"]),
        (r"[[:alpha:]]+\d", "ab1 c", ["ab1"]),
        (r"[\u~_]+", "aB—c", ["B—"]),
        (r"[]x]+", "a]x", ["]x"]),
        (r"~K+", "in 東京", ["東京"]),
        (r"\[~8\]", "[•]", ["[•]"]),
    ],
)
def test_grep_expressions_mean_what_they_mean_in_indesign(expression: str, text: str, found: list[str]) -> None:
    pattern = translated(expression)

    assert pattern is not None
    assert regex.findall(pattern, text) == found


@pytest.mark.parametrize("expression", ["~N+", "(open", "a~v"])
def test_what_cannot_be_known_of_a_grep_expression_is_not_guessed(expression: str) -> None:
    assert translated(expression) is None
