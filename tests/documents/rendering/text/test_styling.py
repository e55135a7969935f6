"""Nested, GREP and line styles find their part in the value, not in its placeholder."""

import msgspec

from documents.rendering.text.model import Paragraph, Run, StyleRule
from tests.documents.rendering.text.composing import SANS, like, lines, paragraph, run

BOLD, RED = like(SANS, style="Bold"), like(SANS, tracking=50.0)


def ruled(*runs: Run, rules: tuple[StyleRule, ...], **more) -> Paragraph:
    return msgspec.structs.replace(paragraph(*runs, **more), rules=rules)


def shown(made: Paragraph, **values: str) -> list[tuple[str, str]]:
    """(text, style) of each run of all lines."""
    found = [part for line in lines(made, values=values) for part in line.runs]
    return [("".join(part.clusters), part.format.style) for part in found]


def field(name: str, *looks, **more) -> Run:
    return run(f"<<{name}>>", field=name, looks=looks, **more)


def test_a_nested_style_ends_at_the_delimiter_in_the_value() -> None:
    rule = StyleRule(kind="nested", delimiter=",")

    made = ruled(field("A", BOLD), run(" ok", looks=(BOLD,)), rules=(rule,))

    assert shown(made, A="Weber, Anna") == [("Weber,", "Bold"), (" Anna", "Regular"), (" ok", "Regular")]
    assert shown(made, A="Weber") == [("Weber", "Bold"), (" ok", "Bold")]


def test_nested_styles_follow_one_another() -> None:
    rules = (StyleRule(kind="nested", delimiter="AnyWord", is_word=True), StyleRule(kind="nested", delimiter="Digits", is_word=True))

    made = ruled(run("one two 3 four", looks=(BOLD, like(SANS, style="Italic"))), rules=rules)

    assert shown(made) == [("one", "Bold"), (" two 3", "Italic"), (" four", "Regular")]


def test_end_nested_style_here_is_a_place_and_no_character() -> None:
    rule = StyleRule(kind="nested", delimiter="EndNestedStyle", is_word=True)
    end = Run(format=SANS, special="end-nested-style", looks=(BOLD,))

    assert shown(ruled(run("ab", looks=(BOLD,)), end, run("cd", looks=(BOLD,)), rules=(rule,))) == [("ab", "Bold"), ("cd", "Regular")]


def test_a_grep_style_finds_its_text_in_the_value() -> None:
    made = ruled(field("A", BOLD), rules=(StyleRule(kind="grep", pattern=r"(?<=No )\d++"),))

    assert shown(made, A="No 12 of 30") == [("No ", "Regular"), ("12", "Bold"), (" of 30", "Regular")]


def test_of_overlapping_rules_each_changes_what_it_says() -> None:
    rules = (StyleRule(kind="nested", delimiter=":"), StyleRule(kind="grep", pattern="b"))
    (line,) = lines(ruled(run("ab:b", looks=(BOLD, RED)), rules=rules))

    assert [("".join(part.clusters), part.format.style, part.format.tracking) for part in line.runs] == [
        ("a", "Bold", 0),
        ("b", "Bold", 50),
        (":", "Bold", 0),
        ("b", "Regular", 50),
    ]


def test_a_grep_style_that_would_hang_leaves_the_text_as_it_is() -> None:
    made = ruled(field("A", BOLD), rules=(StyleRule(kind="grep", pattern=r"^(\w+\s?)*\d$"),))

    assert {style for _, style in shown(made, A="word " * 12 + "!")} == {"Regular"}


def test_a_line_style_acts_on_the_lines_as_they_break_with_it() -> None:
    text = "several words that fill more than one line of this frame and then some"
    wide = like(SANS, size_pt=16.0)

    first, second, *_ = lines(ruled(run(text, looks=(wide,)), rules=(StyleRule(kind="line"),)))

    assert {part.format.size_pt for part in first.runs} == {16.0}
    assert {part.format.size_pt for part in second.runs} == {10.0}
    assert first.width_pt <= 200.5


def test_line_styles_follow_one_another() -> None:
    rules = (StyleRule(kind="line"), StyleRule(kind="line", lines=2))
    made = ruled(run("a\u2028b\u2028c\u2028d", looks=(BOLD, like(SANS, style="Italic"))), rules=rules)

    assert [style for _, style in shown(made)] == ["Bold", "Italic", "Italic", "Regular"]
